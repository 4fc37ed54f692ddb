package io.aro.db.retention;

import io.aro.db.internal.value.Values;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.refusal.InvalidValueException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The times for which rows stay in the database, as periods of the calendar in UTC that end now; immutable. */
public final class RetentionPolicy {

    private static final LocalDate LONGEST = LocalDate.EPOCH.plusYears(1000);
    private static final RetentionPolicy DEFAULTS = new RetentionPolicy(
            Period.ofYears(2),
            Period.ofMonths(6),
            Period.ofYears(2),
            Period.ofYears(2),
            Period.ofDays(90),
            PrivacyService.EVIDENCE_KEPT,
            Period.ofYears(1),
            12);

    private final Period events;
    private final Period completedVisible;
    private final Period completed;
    private final Period closed;
    private final Period deadLetters;
    private final Period consents;
    private final Period deliveries;
    private final int monthsAhead;

    private RetentionPolicy(
            Period events,
            Period completedVisible,
            Period completed,
            Period closed,
            Period deadLetters,
            Period consents,
            Period deliveries,
            int monthsAhead) {
        this.events = window("events", events);
        this.completedVisible = window("completed visible", completedVisible);
        this.completed = window("completed", completed);
        this.closed = window("closed", closed);
        this.deadLetters = window("dead letters", deadLetters);
        this.consents = window("consents", consents);
        this.deliveries = window("deliveries", deliveries);
        this.monthsAhead = monthsAhead;
        if (end(completed).isBefore(end(completedVisible))) {
            throw new InvalidValueException("completed", "must not be shorter than the time it is visible");
        }
        if (monthsAhead < 1 || monthsAhead > 60) {
            throw new InvalidValueException("months ahead", "must be from 1 to 60");
        }
    }

    /**
     * Returns the default times: events and appointments for two years, completed ones visible for six months, dead letters
     * for 90 days, evidence of consent for four years, subjects of deliveries for one; partitions for a year ahead.
     */
    public static RetentionPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Returns a copy that keeps events for another time after they happened.
     *
     * @throws InvalidValueException if it is negative or over a thousand years
     */
    public RetentionPolicy withEvents(Period window) {
        return new RetentionPolicy(
                window, completedVisible, completed, closed, deadLetters, consents, deliveries, monthsAhead);
    }

    /**
     * Returns a copy that shows and keeps completed appointments for other times.
     *
     * @throws InvalidValueException if a period is negative or over a thousand years, or they are kept for less time than
     *     they are visible
     */
    public RetentionPolicy withCompleted(Period visible, Period kept) {
        return new RetentionPolicy(events, visible, kept, closed, deadLetters, consents, deliveries, monthsAhead);
    }

    /**
     * Returns a copy that keeps cancelled, missed and rescheduled appointments for another time.
     *
     * @throws InvalidValueException if it is negative or over a thousand years
     */
    public RetentionPolicy withClosed(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, window, deadLetters, consents, deliveries, monthsAhead);
    }

    /**
     * Returns a copy that keeps resolved dead letters for another time.
     *
     * @throws InvalidValueException if it is negative or over a thousand years
     */
    public RetentionPolicy withDeadLetters(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, window, consents, deliveries, monthsAhead);
    }

    /**
     * Returns a copy that keeps the consents of erased customers for another time.
     *
     * @throws InvalidValueException if it is negative or over a thousand years
     */
    public RetentionPolicy withConsents(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, deadLetters, window, deliveries, monthsAhead);
    }

    /**
     * Returns a copy that remembers the subjects of deliveries for another time.
     *
     * @throws InvalidValueException if it is negative or over a thousand years
     */
    public RetentionPolicy withDeliveries(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, deadLetters, consents, window, monthsAhead);
    }

    /**
     * Returns a copy that makes partitions for another number of months ahead.
     *
     * @throws InvalidValueException if it is not from 1 to 60
     */
    public RetentionPolicy withMonthsAhead(int months) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, deadLetters, consents, deliveries, months);
    }

    /** Returns the time for which events stay after they happened. */
    public Period events() {
        return events;
    }

    /** Returns the time after which completed appointments are hidden. */
    public Period completedVisible() {
        return completedVisible;
    }

    /** Returns the time for which completed appointments stay. */
    public Period completed() {
        return completed;
    }

    /** Returns the time for which cancelled, missed and rescheduled appointments stay after their beginning and their last change. */
    public Period closed() {
        return closed;
    }

    /** Returns the time for which resolved dead letters stay after their last attempt. */
    public Period deadLetters() {
        return deadLetters;
    }

    /** Returns the time for which the consents of erased customers stay after the last of them and the erasure. */
    public Period consents() {
        return consents;
    }

    /** Returns the time for which subjects of deliveries stay after their last event; it must be longer than a source resends. */
    public Period deliveries() {
        return deliveries;
    }

    /** Returns the number of months ahead for which events get partitions on PostgreSQL. */
    public int monthsAhead() {
        return monthsAhead;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RetentionPolicy policy
                && events.equals(policy.events)
                && completedVisible.equals(policy.completedVisible)
                && completed.equals(policy.completed)
                && closed.equals(policy.closed)
                && deadLetters.equals(policy.deadLetters)
                && consents.equals(policy.consents)
                && deliveries.equals(policy.deliveries)
                && monthsAhead == policy.monthsAhead;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                events, completedVisible, completed, closed, deadLetters, consents, deliveries, monthsAhead);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "RetentionPolicy[events=%s, completedVisible=%s, completed=%s, closed=%s, deadLetters=%s, consents=%s, deliveries=%s, monthsAhead=%s]",
                events,
                completedVisible,
                completed,
                closed,
                deadLetters,
                consents,
                deliveries,
                monthsAhead);
    }

    private static Period window(String field, Period window) {
        if (Values.required(field, window).isNegative() || end(window).isAfter(LONGEST)) {
            throw new InvalidValueException(field, "must be a time from zero to a thousand years; a window looks back");
        }
        return window;
    }

    /** Two windows that begin on the same day are compared by their ends. */
    private static LocalDate end(Period window) {
        return LocalDate.EPOCH.plus(window);
    }
}
