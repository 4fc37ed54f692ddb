package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Is the root of every exception that aro-db throws on purpose. */
public abstract class AroDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected AroDatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Tells whether the same call, repeated as a whole, may succeed. */
    public boolean isRetryable() {
        return false;
    }
}
