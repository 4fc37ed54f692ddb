package io.aro.db.contact;

import io.aro.db.customer.CommunicationPreference;
import io.aro.db.internal.value.Values;

/** A contact channel. */
public enum Channel {
    SMS("sms"),
    WHATSAPP("whatsapp"),
    EMAIL("email");

    private final String literal;

    Channel(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /** Returns the channel with the literal. */
    public static Channel of(String literal) {
        return Values.constant(values(), Channel::literal, "channel", literal);
    }

    /** Returns the channel that a customer prefers. */
    public static Channel of(CommunicationPreference preference) {
        return switch (preference) {
            case SMS -> SMS;
            case WHATSAPP -> WHATSAPP;
            case EMAIL -> EMAIL;
        };
    }
}
