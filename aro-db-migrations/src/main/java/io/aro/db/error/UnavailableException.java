package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the database cannot be reached, opened, read or written; the message names which and what to check.
 *
 * <p>It is retryable where the state passes by itself and nothing was done: a full disk, an empty pool, no memory, a server that takes no
 * connections. If a connection broke, its transaction may have been committed: repeat that with an idempotency key.
 */
public final class UnavailableException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** Creates an exception for a state that does not pass by itself. */
    public UnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private UnavailableException(String message, @Nullable Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Returns a retryable exception, for a state such as a full disk or an absent server. */
    public static UnavailableException passing(String message, Throwable cause) {
        return new UnavailableException(message, cause, true);
    }

    @Override
    public boolean isRetryable() {
        return retryable;
    }
}
