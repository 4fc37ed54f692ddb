package io.aro.db.reminder;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** The lead time of a reminder before its appointment. */
public enum ReminderType {
    /** 48 hours before. */
    HOURS_48("48h"),
    /** 24 hours before. */
    HOURS_24("24h"),
    /** 6 hours before. */
    HOURS_6("6h"),
    /** A lead time chosen by the business. */
    CUSTOM("custom");

    private final String literal;

    ReminderType(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code 48h}. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the constant of a database literal.
     *
     * @throws InvalidValueException if the literal is unknown
     */
    public static ReminderType of(String literal) {
        return Values.constant(values(), ReminderType::literal, "reminder type", literal);
    }
}
