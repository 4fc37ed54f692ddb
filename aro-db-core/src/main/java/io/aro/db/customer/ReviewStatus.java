package io.aro.db.customer;

import io.aro.db.internal.value.Literal;

/** Says where a request for a review stands. */
public enum ReviewStatus implements Literal {
    NONE("none"),
    PENDING("pending"),
    REQUESTED("requested"),
    SUBMITTED("submitted");

    private final String literal;

    ReviewStatus(String literal) {
        this.literal = literal;
    }

    @Override
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static ReviewStatus of(String literal) {
        return Literal.parse(ReviewStatus.class, "review status", literal);
    }
}
