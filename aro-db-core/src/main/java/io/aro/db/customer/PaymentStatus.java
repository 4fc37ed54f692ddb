package io.aro.db.customer;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** The payment behaviour of a customer, set by the host application. */
public enum PaymentStatus {
    CURRENT("current"),
    PAST_DUE("past_due"),
    /** The default of new customers. */
    NO_HISTORY("no_history");

    private final String literal;

    PaymentStatus(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code past_due}. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the constant of a database literal.
     *
     * @throws InvalidValueException if the literal is unknown
     */
    public static PaymentStatus of(String literal) {
        return Values.constant(values(), PaymentStatus::literal, "payment status", literal);
    }
}
