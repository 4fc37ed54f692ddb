package io.aro.db.idempotency;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;

/** The state of a key. */
public enum KeyState {
    /** Claimed and not yet completed. */
    IN_PROGRESS("in_progress"),
    /** Completed with a stored response. */
    COMPLETED("completed"),
    /** Released for a retry, at once or after a backoff. */
    RELEASED("released"),
    /** Of unknown outcome until reconciled or released by an operator. */
    PARKED("parked"),
    /** Failed for good, with a dead letter. */
    EXHAUSTED("exhausted");

    private final String literal;

    KeyState(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /**
     * Returns the state with a literal.
     *
     * @throws InvalidValueException if no state has the literal
     */
    public static KeyState of(String literal) {
        return Values.constant(values(), KeyState::literal, "idempotency state", literal);
    }
}
