package io.aro.db.idempotency;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when the state of a key rules out a call, or there is no such key; nothing was changed. */
public final class KeyStateException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final transient IdempotencyKey key;
    private final @Nullable KeyState state;

    /** Creates the exception; the state is null if there is no such key. */
    public KeyStateException(IdempotencyKey key, @Nullable KeyState state, String advice) {
        super(String.format(Locale.ROOT, "%s is %s; %s.", key, state == null ? "not known" : state.literal(), advice));
        this.key = key;
        this.state = state;
    }

    /** Returns the key. */
    public IdempotencyKey key() {
        return key;
    }

    /** Returns the state of the key; empty if there is no such key. */
    public Optional<KeyState> state() {
        return Optional.ofNullable(state);
    }
}
