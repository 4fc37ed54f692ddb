package io.aro.db.config;

import io.aro.db.internal.value.Values;
import java.time.Duration;

/** The time before an appointment at which a customer is reminded. */
public enum ReminderTiming {
    HOURS_48(48),
    HOURS_24(24),
    HOURS_6(6);

    private final int hours;

    ReminderTiming(int hours) {
        this.hours = hours;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return hours + "h";
    }

    /** Returns how long before the appointment it is. */
    public Duration before() {
        return Duration.ofHours(hours);
    }

    /** Returns the constant that the database's word stands for. */
    public static ReminderTiming of(String literal) {
        return Values.constant(values(), ReminderTiming::literal, "reminder timing", literal);
    }
}
