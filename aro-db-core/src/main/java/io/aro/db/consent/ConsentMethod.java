package io.aro.db.consent;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** The method by which a consent was given. */
public enum ConsentMethod {
    WEB_FORM("web_form"),
    VERBAL("verbal"),
    BOOKING_SYSTEM("booking_system"),
    IMPORTED("imported");

    private final String literal;

    ConsentMethod(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code web_form}. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the constant of a database literal.
     *
     * @throws InvalidValueException if the literal is unknown
     */
    public static ConsentMethod of(String literal) {
        return Values.constant(values(), ConsentMethod::literal, "consent method", literal);
    }
}
