package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Says that the database could not be reached, opened, read or written; the message names which and what to check. */
public final class UnavailableException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public UnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private UnavailableException(String message, @Nullable Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Returns the exception for a state that passes without a change of the application, such as a full disk. */
    static UnavailableException passing(String message, Throwable cause) {
        return new UnavailableException(message, cause, true);
    }

    @Override
    public boolean isRetryable() {
        return retryable;
    }
}
