package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Says that the database could not be reached, opened, read or written; the message names which and what to check. */
public final class UnavailableException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
