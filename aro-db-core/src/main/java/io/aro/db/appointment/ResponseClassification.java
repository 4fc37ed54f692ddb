package io.aro.db.appointment;

import io.aro.db.internal.value.Values;

/** The meaning of a customer's answer to a reminder. */
public enum ResponseClassification {
    CONFIRMED("confirmed"),
    RESCHEDULE("reschedule"),
    CANCEL("cancel"),
    UNCLEAR("unclear");

    private final String literal;

    ResponseClassification(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static ResponseClassification of(String literal) {
        return Values.constant(values(), ResponseClassification::literal, "response classification", literal);
    }
}
