package io.aro.db.customer;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** The risk of a no-show, in categories. */
public enum RiskCategory {
    /** The default for scores below {@value #MEDIUM_FROM}. */
    LOW("low"),
    /** The default for scores from {@value #MEDIUM_FROM} to below {@value #HIGH_FROM}. */
    MEDIUM("medium"),
    /** The default for scores from {@value #HIGH_FROM}. */
    HIGH("high"),
    /** Set by hand, at any score. */
    BLOCKED("blocked");

    private static final int MEDIUM_FROM = 40;
    private static final int HIGH_FROM = 70;

    private final String literal;

    RiskCategory(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code medium}. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the category of a score.
     *
     * <p>Below {@value #MEDIUM_FROM} the risk is low, from {@value #HIGH_FROM} high, otherwise medium. The result is
     * never {@code BLOCKED}.
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

    /**
     * Returns the constant of a database literal.
     *
     * @throws InvalidValueException if the literal is unknown
     */
    public static RiskCategory of(String literal) {
        return Values.constant(values(), RiskCategory::literal, "risk category", literal);
    }
}
