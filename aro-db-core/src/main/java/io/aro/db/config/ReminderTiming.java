package io.aro.db.config;

import io.aro.db.internal.value.Values;
import java.time.Duration;

/** The times of a reminder before an appointment. */
public enum ReminderTiming {
    HOURS_48(48),
    HOURS_24(24),
    HOURS_6(6);

    private final int hours;

    ReminderTiming(int hours) {
        this.hours = hours;
    }

    /** Returns the literal in the database, such as {@code 48h}. */
    public String literal() {
        return hours + "h";
    }

    /** Returns the time between the reminder and the appointment. */
    public Duration before() {
        return Duration.ofHours(hours);
    }

    /**
     * Returns the constant of a literal.
     *
     * @throws io.aro.db.refusal.InvalidValueException if the literal is unknown
     */
    public static ReminderTiming of(String literal) {
        return Values.constant(values(), ReminderTiming::literal, "reminder timing", literal);
    }
}
