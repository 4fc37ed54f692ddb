package io.aro.db.customer;

import io.aro.db.internal.Literal;

/** Says how likely a customer is not to come; {@code BLOCKED} is set by hand. */
public enum RiskCategory implements Literal {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high"),
    BLOCKED("blocked");

    private final String literal;

    RiskCategory(String literal) {
        this.literal = literal;
    }

    @Override
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static RiskCategory of(String literal) {
        return Literal.parse(RiskCategory.class, "risk category", literal);
    }
}
