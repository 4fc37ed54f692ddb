package io.aro.db.customer;

import io.aro.db.internal.value.Values;

/** The payment behaviour of a customer. */
public enum PaymentStatus {
    CURRENT("current"),
    PAST_DUE("past_due"),
    NO_HISTORY("no_history");

    private final String literal;

    PaymentStatus(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static PaymentStatus of(String literal) {
        return Values.constant(values(), PaymentStatus::literal, "payment status", literal);
    }
}
