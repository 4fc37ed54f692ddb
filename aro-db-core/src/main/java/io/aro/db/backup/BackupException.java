package io.aro.db.backup;

import io.aro.db.error.AroDatabaseException;
import org.jspecify.annotations.Nullable;

/** Thrown when a backup cannot be written, checked or opened; no file is left under the new name. */
public final class BackupException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    BackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
