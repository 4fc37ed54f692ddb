package io.aro.db.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * The intervals of one calendar day in a time zone.
 *
 * <p>Usually there is one, of 23 to 25 hours. A day skipped by the zone has none. A day has two if clocks were set back
 * across midnight just after it. In St. John's, until 2011, clocks showed the new day for a minute, then the old day
 * for an hour, then the new day again.
 */
final class ZonedDay {

    /**
     * A half-open interval.
     *
     * @param from the first moment, inclusive
     * @param until the end, exclusive
     */
    record Stretch(Instant from, Instant until) {}

    private ZonedDay() {}

    /** Returns the intervals of the day, earliest first. */
    static List<Stretch> of(LocalDate day, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<Stretch> stretches = new ArrayList<>();
        Instant at = start(day, ZoneOffset.MAX);
        Instant end = start(day.plusDays(1), ZoneOffset.MIN);
        while (at.isBefore(end)) {
            ZoneOffset offset = rules.getOffset(at);
            ZoneOffsetTransition change = rules.nextTransition(at);
            Instant until = change == null ? end : earlier(end, change.getInstant());
            Instant first = later(at, start(day, offset));
            Instant last = earlier(until, start(day.plusDays(1), offset));
            if (first.isBefore(last)) {
                add(stretches, new Stretch(first, last));
            }
            at = until;
        }
        return stretches;
    }

    /** Appends an interval, merging it with an adjacent predecessor across a change of clocks. */
    private static void add(List<Stretch> stretches, Stretch next) {
        if (!stretches.isEmpty() && stretches.getLast().until().equals(next.from())) {
            stretches.add(new Stretch(stretches.removeLast().from(), next.until()));
        } else {
            stretches.add(next);
        }
    }

    private static Instant start(LocalDate day, ZoneOffset offset) {
        return day.atStartOfDay().toInstant(offset);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
