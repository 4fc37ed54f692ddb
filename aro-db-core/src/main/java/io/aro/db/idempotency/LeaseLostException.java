package io.aro.db.idempotency;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;

/**
 * Thrown when a lease is lost: it expired without a renewal, or another delivery holds the key. The write was rejected.
 */
public final class LeaseLostException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final transient IdempotencyKey key;
    private final long fence;

    /** Creates the exception for the lost claim. */
    public LeaseLostException(IdempotencyKey key, long fence) {
        super(String.format(
                Locale.ROOT,
                "The lease on %s (fencing token %s) is lost; stop the work, another delivery may take over.",
                key,
                fence));
        this.key = key;
        this.fence = fence;
    }

    /** Returns the key. */
    public IdempotencyKey key() {
        return key;
    }

    /** Returns the fencing token of the lost claim. */
    public long fence() {
        return fence;
    }
}
