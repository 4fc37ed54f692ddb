package io.aro.db.idempotency;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;

/** Thrown when a lease has expired and another delivery holds the key; the write of this one was rejected. */
public final class LeaseLostException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final transient IdempotencyKey key;
    private final long fence;

    /** Creates the exception for the claim that was lost. */
    public LeaseLostException(IdempotencyKey key, long fence) {
        super(String.format(
                Locale.ROOT,
                "The lease on %s (claim %s) is lost; end the work, another delivery goes on with it.",
                key,
                fence));
        this.key = key;
        this.fence = fence;
    }

    /** Returns the key. */
    public IdempotencyKey key() {
        return key;
    }

    /** Returns the number of the claim that was lost. */
    public long fence() {
        return fence;
    }
}
