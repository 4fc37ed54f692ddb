package io.aro.db.consent;

import io.aro.db.internal.value.Literal;

/** Says how a consent was given. */
public enum ConsentMethod implements Literal {
    WEB_FORM("web_form"),
    VERBAL("verbal"),
    BOOKING_SYSTEM("booking_system"),
    IMPORTED("imported");

    private final String literal;

    ConsentMethod(String literal) {
        this.literal = literal;
    }

    @Override
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static ConsentMethod of(String literal) {
        return Literal.parse(ConsentMethod.class, "consent method", literal);
    }
}
