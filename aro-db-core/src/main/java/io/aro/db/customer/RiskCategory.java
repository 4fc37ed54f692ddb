package io.aro.db.customer;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** The risk that a customer does not come; {@code BLOCKED} is set by hand. */
public enum RiskCategory {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high"),
    BLOCKED("blocked");

    private static final int MEDIUM_FROM = 40;
    private static final int HIGH_FROM = 70;

    private final String literal;

    RiskCategory(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the category of a score: low below {@value #MEDIUM_FROM}, high from {@value #HIGH_FROM} on, medium between.
     *
     * @throws InvalidValueException if the score is not from 0 to 100
     */
    public static RiskCategory ofScore(int score) {
        Values.percent("risk score", score);
        if (score < MEDIUM_FROM) {
            return LOW;
        }
        return score < HIGH_FROM ? MEDIUM : HIGH;
    }

    /** Returns the constant that the database's word stands for. */
    public static RiskCategory of(String literal) {
        return Values.constant(values(), RiskCategory::literal, "risk category", literal);
    }
}
