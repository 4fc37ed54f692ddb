package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Thrown when the use of a transaction could block forever or lose writes, such as nesting without a savepoint. */
public final class TransactionMisuseException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message names the right call. */
    public TransactionMisuseException(String message) {
        this(message, null);
    }

    /** Creates the exception; the message names the right call. */
    public TransactionMisuseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
