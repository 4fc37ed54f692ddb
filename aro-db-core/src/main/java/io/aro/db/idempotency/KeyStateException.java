package io.aro.db.idempotency;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when a call does not fit the state of a key, or the key is unknown. Nothing was changed. */
public final class KeyStateException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final transient IdempotencyKey key;
    private final @Nullable KeyState state;

    /** Creates the exception; a null state means an unknown key. */
    public KeyStateException(IdempotencyKey key, @Nullable KeyState state, String advice) {
        super(String.format(Locale.ROOT, "%s is %s; %s.", key, state == null ? "not known" : state.literal(), advice));
        this.key = key;
        this.state = state;
    }

    /** Returns the key. */
    public IdempotencyKey key() {
        return key;
    }

    /** Returns the state of the key; empty for an unknown key. */
    public Optional<KeyState> state() {
        return Optional.ofNullable(state);
    }
}
