package io.aro.db.customer;

import io.aro.db.internal.value.Literal;

/** Says how a customer pays. */
public enum PaymentStatus implements Literal {
    CURRENT("current"),
    PAST_DUE("past_due"),
    NO_HISTORY("no_history");

    private final String literal;

    PaymentStatus(String literal) {
        this.literal = literal;
    }

    @Override
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static PaymentStatus of(String literal) {
        return Literal.parse(PaymentStatus.class, "payment status", literal);
    }
}
