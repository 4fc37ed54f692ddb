package io.aro.db.idempotency;

import io.aro.db.internal.value.Values;

/** The state of a key. */
public enum KeyState {
    /** Claimed, and not yet completed. */
    IN_PROGRESS("in_progress"),
    /** Done; the response is stored. */
    COMPLETED("completed"),
    /** Given back after a failure, to be claimed again from a certain time on. */
    RELEASED("released"),
    /** Of unknown outcome; only a person or a reconciliation may decide. */
    PARKED("parked"),
    /** Failed for good. */
    EXHAUSTED("exhausted");

    private final String literal;

    KeyState(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    public static KeyState of(String literal) {
        return Values.constant(values(), KeyState::literal, "idempotency state", literal);
    }
}
