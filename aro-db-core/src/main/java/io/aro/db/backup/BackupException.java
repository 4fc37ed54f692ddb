package io.aro.db.backup;

import io.aro.db.error.AroDatabaseException;
import org.jspecify.annotations.Nullable;

/** Thrown when a backup cannot be made or is not sound; there is no file of its name then. */
public final class BackupException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    BackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
