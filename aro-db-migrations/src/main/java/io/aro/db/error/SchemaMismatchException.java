package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Thrown when the schema of the database does not fit the version of the library, or a statement. */
public final class SchemaMismatchException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says how to bring schema and library together. */
    public SchemaMismatchException(String message) {
        this(message, null);
    }

    /** Creates the exception; the message says how to bring schema and library together. */
    public SchemaMismatchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
