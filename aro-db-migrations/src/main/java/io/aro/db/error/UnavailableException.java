package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the database cannot be reached, opened, read or written. The message names the database and the
 * setting to check.
 *
 * <p>Retryable if the state is transient and nothing was done: a full disk, an empty pool, no memory, a
 * server without free connections. After a broken connection the commit is in doubt: retry with an
 * idempotency key.
 */
public final class UnavailableException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** Creates the exception for a permanent state; it is not retryable. */
    public UnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private UnavailableException(String message, @Nullable Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Returns a retryable exception for a transient state, such as a full disk or an absent server. */
    public static UnavailableException passing(String message, Throwable cause) {
        return new UnavailableException(message, cause, true);
    }

    @Override
    public boolean isRetryable() {
        return retryable;
    }
}
