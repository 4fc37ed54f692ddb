package io.aro.db.appointment;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** The meaning of a customer's answer to a reminder. */
public enum ResponseClassification {
    /** The customer comes. */
    CONFIRMED("confirmed"),
    /** The customer asks for another time. */
    RESCHEDULE("reschedule"),
    /** The customer cancels. */
    CANCEL("cancel"),
    /** The answer was not understood. */
    UNCLEAR("unclear");

    private final String literal;

    ResponseClassification(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code confirmed}. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the constant of a database literal.
     *
     * @throws InvalidValueException if the literal is unknown
     */
    public static ResponseClassification of(String literal) {
        return Values.constant(values(), ResponseClassification::literal, "response classification", literal);
    }
}
