package io.aro.db.retention;

import io.aro.db.internal.value.Values;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.refusal.InvalidValueException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The retention periods of rows, as calendar periods in UTC that end now; immutable. */
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
            throw new InvalidValueException("completed", "must not be shorter than completed visible");
        }
        if (monthsAhead < 1 || monthsAhead > 60) {
            throw new InvalidValueException("months ahead", "must be from 1 to 60");
        }
    }

    /**
     * Returns the default policy.
     *
     * <p>Events and appointments stay for two years, and completed appointments are visible for six months. Dead
     * letters stay for 90 days, evidence of consent for four years, and delivery subjects for one year. Partitions are
     * created twelve months ahead.
     */
    public static RetentionPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Returns a copy with the given retention of events.
     *
     * @throws InvalidValueException if the period is negative or longer than a thousand years
     */
    public RetentionPolicy withEvents(Period window) {
        return new RetentionPolicy(
                window, completedVisible, completed, closed, deadLetters, consents, deliveries, monthsAhead);
    }

    /**
     * Returns a copy with the given visibility and retention of completed appointments.
     *
     * @throws InvalidValueException if a period is negative or longer than a thousand years, or {@code kept} is shorter
     *     than {@code visible}
     */
    public RetentionPolicy withCompleted(Period visible, Period kept) {
        return new RetentionPolicy(events, visible, kept, closed, deadLetters, consents, deliveries, monthsAhead);
    }

    /**
     * Returns a copy with the given retention of cancelled, missed and rescheduled appointments.
     *
     * @throws InvalidValueException if the period is negative or longer than a thousand years
     */
    public RetentionPolicy withClosed(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, window, deadLetters, consents, deliveries, monthsAhead);
    }

    /**
     * Returns a copy with the given retention of resolved dead letters.
     *
     * @throws InvalidValueException if the period is negative or longer than a thousand years
     */
    public RetentionPolicy withDeadLetters(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, window, consents, deliveries, monthsAhead);
    }

    /**
     * Returns a copy with the given retention of erased customers' consents.
     *
     * @throws InvalidValueException if the period is negative or longer than a thousand years
     */
    public RetentionPolicy withConsents(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, deadLetters, window, deliveries, monthsAhead);
    }

    /**
     * Returns a copy with the given retention of delivery subjects.
     *
     * @throws InvalidValueException if the period is negative or longer than a thousand years
     */
    public RetentionPolicy withDeliveries(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, deadLetters, consents, window, monthsAhead);
    }

    /**
     * Returns a copy with partitions for the given number of months ahead.
     *
     * @throws InvalidValueException if the number is not from 1 to 60
     */
    public RetentionPolicy withMonthsAhead(int months) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, deadLetters, consents, deliveries, months);
    }

    /** Returns the retention of events, counted from their timestamp. */
    public Period events() {
        return events;
    }

    /** Returns the time completed appointments stay visible, counted from their completion. */
    public Period completedVisible() {
        return completedVisible;
    }

    /** Returns the retention of completed appointments, counted from their completion. */
    public Period completed() {
        return completed;
    }

    /**
     * Returns the retention of cancelled, missed and rescheduled appointments.
     *
     * <p>The period counts from the later of their date and their last change.
     */
    public Period closed() {
        return closed;
    }

    /** Returns the retention of resolved dead letters, counted from their last attempt. */
    public Period deadLetters() {
        return deadLetters;
    }

    /**
     * Returns the retention of erased customers' consents.
     *
     * <p>The period counts from the later of the erasure and the customer's last consent.
     */
    public Period consents() {
        return consents;
    }

    /**
     * Returns the retention of delivery subjects, counted from the arrival of their last event.
     *
     * <p>Choose a period longer than the resend window of every source.
     */
    public Period deliveries() {
        return deliveries;
    }

    /** Returns the number of future months with event partitions on PostgreSQL. */
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
            throw new InvalidValueException(field, "must be a period from zero to a thousand years");
        }
        return window;
    }

    /** Periods are not comparable, but their ends from a fixed start are. */
    private static LocalDate end(Period window) {
        return LocalDate.EPOCH.plus(window);
    }
}
