package io.aro.db.archive;

import io.aro.db.error.AroDatabaseException;
import org.jspecify.annotations.Nullable;

/** Says that the archive could not be written or read; no row was deleted for a segment that is not safe in it. */
public final class ArchiveException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    public ArchiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
