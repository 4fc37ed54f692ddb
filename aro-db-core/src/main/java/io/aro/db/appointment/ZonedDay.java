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
 * The stretches of time in which the clocks of a zone show one day.
 *
 * <p>There is one as a rule, of 23 to 25 hours. A day that a zone has left out has none. A day has two where clocks were set
 * back past midnight a moment after it, as in St. John's until 2011: they showed the new day for a minute, then the old one
 * for an hour, then the new one again.
 */
final class ZonedDay {

    /**
     * A stretch of time.
     *
     * @param from its first moment
     * @param until the moment after its last
     */
    record Stretch(Instant from, Instant until) {}

    private ZonedDay() {}

    /** Returns the stretches of the day, the earliest first. */
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

    /** A change of clocks within the day does not end a stretch. */
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
