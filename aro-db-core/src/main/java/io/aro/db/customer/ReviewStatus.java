package io.aro.db.customer;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** The state of a customer's review request, set by the host application. */
public enum ReviewStatus {
    /** The default of new customers. */
    NONE("none"),
    PENDING("pending"),
    REQUESTED("requested"),
    SUBMITTED("submitted");

    private final String literal;

    ReviewStatus(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code pending}. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the constant of a database literal.
     *
     * @throws InvalidValueException if the literal is unknown
     */
    public static ReviewStatus of(String literal) {
        return Values.constant(values(), ReviewStatus::literal, "review status", literal);
    }
}
