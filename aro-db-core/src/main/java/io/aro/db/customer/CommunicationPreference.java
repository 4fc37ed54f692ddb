package io.aro.db.customer;

import io.aro.db.internal.value.Literal;

/** Names the channel a customer wants to be reached by. */
public enum CommunicationPreference implements Literal {
    SMS("sms"),
    WHATSAPP("whatsapp"),
    EMAIL("email");

    private final String literal;

    CommunicationPreference(String literal) {
        this.literal = literal;
    }

    @Override
    public String literal() {
        return literal;
    }

    /** Returns the constant that the database's word stands for. */
    public static CommunicationPreference of(String literal) {
        return Literal.parse(CommunicationPreference.class, "communication preference", literal);
    }
}
