package io.aro.db.customer;

import io.aro.db.internal.value.Values;

/** The state of a request for a review. */
public enum ReviewStatus {
    NONE("none"),
    PENDING("pending"),
    REQUESTED("requested"),
    SUBMITTED("submitted");

    private final String literal;

    ReviewStatus(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static ReviewStatus of(String literal) {
        return Values.constant(values(), ReviewStatus::literal, "review status", literal);
    }
}
