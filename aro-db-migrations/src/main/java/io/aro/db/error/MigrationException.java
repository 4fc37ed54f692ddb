package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Thrown when a migration or a rollback fails. The message names the script and any statements left in place. */
public final class MigrationException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message names the migration and the way out. */
    public MigrationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
