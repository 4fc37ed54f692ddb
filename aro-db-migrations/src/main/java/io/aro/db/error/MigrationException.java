package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Says that a migration or a rollback failed; the message names the version and whether it left anything behind. */
public final class MigrationException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    public MigrationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
