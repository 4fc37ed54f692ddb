package io.aro.db.consent;

import io.aro.db.internal.value.Values;

/** The way in which a consent was given. */
public enum ConsentMethod {
    WEB_FORM("web_form"),
    VERBAL("verbal"),
    BOOKING_SYSTEM("booking_system"),
    IMPORTED("imported");

    private final String literal;

    ConsentMethod(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static ConsentMethod of(String literal) {
        return Values.constant(values(), ConsentMethod::literal, "consent method", literal);
    }
}
