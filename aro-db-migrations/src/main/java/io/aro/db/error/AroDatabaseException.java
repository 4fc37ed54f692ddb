package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** The root of all exceptions thrown deliberately by aro-db. */
public abstract class AroDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. Neither the message nor a message of its causes contains values of rows. */
    protected AroDatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns whether a retry of the whole call may succeed. */
    public boolean isRetryable() {
        return false;
    }
}
