package io.aro.db.appointment;

import io.aro.db.internal.value.Literal;

/** Says how a customer's answer to a reminder was understood. */
public enum ResponseClassification implements Literal {
    CONFIRMED("confirmed"),
    RESCHEDULE("reschedule"),
    CANCEL("cancel"),
    UNCLEAR("unclear");

    private final String literal;

    ResponseClassification(String literal) {
        this.literal = literal;
    }

    @Override
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static ResponseClassification of(String literal) {
        return Literal.parse(ResponseClassification.class, "response classification", literal);
    }
}
