package io.aro.db.customer;

import io.aro.db.internal.value.Values;

/** The channel by which a customer wants to be reached. */
public enum CommunicationPreference {
    SMS("sms"),
    WHATSAPP("whatsapp"),
    EMAIL("email");

    private final String literal;

    CommunicationPreference(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static CommunicationPreference of(String literal) {
        return Values.constant(values(), CommunicationPreference::literal, "communication preference", literal);
    }
}
