package io.aro.db.customer;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** A customer's preferred channel. */
public enum CommunicationPreference {
    /** A text message; the default of new customers. */
    SMS("sms"),
    /** A WhatsApp message. */
    WHATSAPP("whatsapp"),
    /** An e-mail. */
    EMAIL("email");

    private final String literal;

    CommunicationPreference(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code whatsapp}. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the constant of a database literal.
     *
     * @throws InvalidValueException if the literal is unknown
     */
    public static CommunicationPreference of(String literal) {
        return Values.constant(values(), CommunicationPreference::literal, "communication preference", literal);
    }
}
