package io.aro.db.contact;

import io.aro.db.customer.CommunicationPreference;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** A contact channel of reminders and consents. */
public enum Channel {
    /** A text message. */
    SMS("sms"),
    /** A WhatsApp message. */
    WHATSAPP("whatsapp"),
    /** An e-mail. */
    EMAIL("email");

    private final String literal;

    Channel(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code sms}. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the channel with the literal.
     *
     * @throws InvalidValueException if the literal is unknown
     */
    public static Channel of(String literal) {
        return Values.constant(values(), Channel::literal, "channel", literal);
    }

    /** Returns the channel of a customer's preference. */
    public static Channel of(CommunicationPreference preference) {
        return switch (preference) {
            case SMS -> SMS;
            case WHATSAPP -> WHATSAPP;
            case EMAIL -> EMAIL;
        };
    }
}
