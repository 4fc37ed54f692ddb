package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Says that the schema of the database is not the one this version of the library works with. */
public final class SchemaMismatchException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    public SchemaMismatchException(String message) {
        this(message, null);
    }

    public SchemaMismatchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
