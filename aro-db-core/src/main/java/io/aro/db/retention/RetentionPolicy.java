package io.aro.db.retention;

import io.aro.db.internal.value.Values;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.refusal.InvalidValueException;
import java.time.LocalDate;
import java.time.Period;

/**
 * Says how long what is kept; immutable. A window ends so long after the time it counts from, by the calendar in UTC.
 *
 * @param events how long an event stays in the database after it happened
 * @param completedVisible how long a completed appointment stays among the others before it is hidden from the lists
 * @param completed how long a completed appointment stays in the database; not shorter than it is visible
 * @param closed how long a cancelled, missed or rescheduled appointment stays in the database after its beginning, and after
 *     its last change
 * @param deadLetters how long a dead letter that somebody has dealt with stays after its last attempt
 * @param consents how long the consents of an erased customer stay as evidence, after the last of them and the erasure
 * @param deliveries how long a subject of deliveries is remembered after the last event about it; longer than a source
 *     resends
 * @param monthsAhead for how many months events get partitions ahead on PostgreSQL, 1 to 60
 */
public record RetentionPolicy(
        Period events,
        Period completedVisible,
        Period completed,
        Period closed,
        Period deadLetters,
        Period consents,
        Period deliveries,
        int monthsAhead) {

    private static final LocalDate LONGEST = LocalDate.EPOCH.plusYears(1000);

    /** Checks that no window is negative and that a completed appointment is hidden before it leaves. */
    public RetentionPolicy {
        window("events", events);
        window("completed visible", completedVisible);
        window("completed", completed);
        window("closed", closed);
        window("dead letters", deadLetters);
        window("consents", consents);
        window("deliveries", deliveries);
        if (end(completed).isBefore(end(completedVisible))) {
            throw new InvalidValueException("completed", "must not be shorter than the time it is visible");
        }
        if (monthsAhead < 1 || monthsAhead > 60) {
            throw new InvalidValueException("months ahead", "must be from 1 to 60");
        }
    }

    /**
     * Returns the usual windows: events and appointments for two years, completed ones visible for six months, dead letters
     * for 90 days, evidence of consent for four years, subjects of deliveries for one; partitions for a year ahead.
     */
    public static RetentionPolicy defaults() {
        return new RetentionPolicy(
                Period.ofYears(2),
                Period.ofMonths(6),
                Period.ofYears(2),
                Period.ofYears(2),
                Period.ofDays(90),
                PrivacyService.EVIDENCE_KEPT,
                Period.ofYears(1),
                12);
    }

    /** Returns a copy that keeps events for another time. */
    public RetentionPolicy events(Period window) {
        return new RetentionPolicy(
                window, completedVisible, completed, closed, deadLetters, consents, deliveries, monthsAhead);
    }

    /** Returns a copy that shows and keeps completed appointments for other times. */
    public RetentionPolicy completed(Period visible, Period kept) {
        return new RetentionPolicy(events, visible, kept, closed, deadLetters, consents, deliveries, monthsAhead);
    }

    /** Returns a copy that keeps cancelled, missed and rescheduled appointments for another time. */
    public RetentionPolicy closed(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, window, deadLetters, consents, deliveries, monthsAhead);
    }

    /** Returns a copy that keeps dead letters for another time. */
    public RetentionPolicy deadLetters(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, window, consents, deliveries, monthsAhead);
    }

    /** Returns a copy that keeps the consents of erased customers for another time. */
    public RetentionPolicy consents(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, deadLetters, window, deliveries, monthsAhead);
    }

    /** Returns a copy that remembers the subjects of deliveries for another time. */
    public RetentionPolicy deliveries(Period window) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, deadLetters, consents, window, monthsAhead);
    }

    /** Returns a copy that makes partitions for another number of months ahead. */
    public RetentionPolicy monthsAhead(int months) {
        return new RetentionPolicy(
                events, completedVisible, completed, closed, deadLetters, consents, deliveries, months);
    }

    private static void window(String field, Period window) {
        if (Values.required(field, window).isNegative() || end(window).isAfter(LONGEST)) {
            throw new InvalidValueException(field, "must be a time from zero to a thousand years; a window looks back");
        }
    }

    /** Two windows are compared by where they end when they begin on the same day. */
    private static LocalDate end(Period window) {
        return LocalDate.EPOCH.plus(window);
    }
}
