package io.aro.db.reminder;

import io.aro.db.internal.value.Values;

/** The time before an appointment at which a reminder is due. */
public enum ReminderType {
    HOURS_48("48h"),
    HOURS_24("24h"),
    HOURS_6("6h"),
    /** At a time of the business's own choice. */
    CUSTOM("custom");

    private final String literal;

    ReminderType(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static ReminderType of(String literal) {
        return Values.constant(values(), ReminderType::literal, "reminder type", literal);
    }
}
