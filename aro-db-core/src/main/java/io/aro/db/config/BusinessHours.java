package io.aro.db.config;

import io.aro.db.internal.value.Values;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The opening hours of a usual week; immutable.
 *
 * @param days the hours of each day; a day that is left out is closed
 */
public record BusinessHours(Map<DayOfWeek, DayHours> days) {

    /** Copies the days and closes those that are left out. */
    public BusinessHours {
        Map<DayOfWeek, DayHours> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, days.getOrDefault(day, DayHours.closed()));
        }
        days = Collections.unmodifiableMap(week);
    }

    /** Returns the hours of a business that is never open. */
    public static BusinessHours closed() {
        return new BusinessHours(Map.of());
    }

    /** Returns the same hours from Monday to Friday and a closed weekend. */
    public static BusinessHours weekdays(LocalTime open, LocalTime close) {
        DayHours hours = DayHours.of(open, close);
        return closed().withDay(DayOfWeek.MONDAY, hours)
                .withDay(DayOfWeek.TUESDAY, hours)
                .withDay(DayOfWeek.WEDNESDAY, hours)
                .withDay(DayOfWeek.THURSDAY, hours)
                .withDay(DayOfWeek.FRIDAY, hours);
    }

    /** Returns the hours of a day. */
    public DayHours on(DayOfWeek day) {
        return days.getOrDefault(day, DayHours.closed());
    }

    /** Returns a copy with other hours on a day. */
    public BusinessHours withDay(DayOfWeek day, DayHours hours) {
        Map<DayOfWeek, DayHours> week = new EnumMap<>(days);
        week.put(Values.required("day", day), Values.required("business hours", hours));
        return new BusinessHours(week);
    }
}
