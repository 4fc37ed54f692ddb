package io.aro.db.config;

import io.aro.db.internal.value.Values;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The opening hours of a regular week; immutable.
 *
 * @param days the hours of each day; missing days are closed
 */
public record BusinessHours(Map<DayOfWeek, DayHours> days) {

    /** Copies the map and adds missing days as closed. */
    public BusinessHours {
        Map<DayOfWeek, DayHours> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, days.getOrDefault(day, DayHours.closed()));
        }
        days = Collections.unmodifiableMap(week);
    }

    /** Returns a week without opening hours. */
    public static BusinessHours closed() {
        return new BusinessHours(Map.of());
    }

    /** Returns equal hours from Monday to Friday, with a closed weekend. */
    public static BusinessHours weekdays(LocalTime open, LocalTime close) {
        DayHours hours = DayHours.of(open, close);
        return closed().withDay(DayOfWeek.MONDAY, hours)
                .withDay(DayOfWeek.TUESDAY, hours)
                .withDay(DayOfWeek.WEDNESDAY, hours)
                .withDay(DayOfWeek.THURSDAY, hours)
                .withDay(DayOfWeek.FRIDAY, hours);
    }

    /** Returns the hours of a day; never null. */
    public DayHours on(DayOfWeek day) {
        return days.getOrDefault(day, DayHours.closed());
    }

    /** Returns a copy with other hours on one day. */
    public BusinessHours withDay(DayOfWeek day, DayHours hours) {
        Map<DayOfWeek, DayHours> week = new EnumMap<>(days);
        week.put(Values.required("day", day), Values.required("business hours", hours));
        return new BusinessHours(week);
    }
}
