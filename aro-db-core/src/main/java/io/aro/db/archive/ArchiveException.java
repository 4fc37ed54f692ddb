package io.aro.db.archive;

import io.aro.db.error.AroDatabaseException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the archive cannot be written or read, or was changed from outside.
 *
 * <p>Rows are deleted only after their segment is safe in the archive, so no row is lost. Earlier segments stay
 * complete.
 */
public final class ArchiveException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** Creates an exception that is not retryable. */
    public ArchiveException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private ArchiveException(String message, @Nullable Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Returns true for a transient failure, such as a full disk; false for a missing permission. */
    @Override
    public boolean isRetryable() {
        return retryable;
    }

    /** Returns the failure to write a segment; its rows are still in the database. */
    static ArchiveException unwritable(Path place, IOException cause) {
        return new ArchiveException(
                String.format(
                        Locale.ROOT,
                        "The archive %s cannot be written (%s); the rows of this segment are still in the database. Check the"
                                + " free space and the permissions, and run again.",
                        place,
                        reason(cause)),
                cause,
                isPassing(cause));
    }

    /** Returns the failure to rename or delete a segment's files; the next run repeats the step. */
    static ArchiveException unsettled(Path place, IOException cause) {
        return new ArchiveException(
                String.format(
                        Locale.ROOT,
                        "The archive %s cannot be changed (%s); nothing was lost, and the next run completes the change. Check"
                                + " the free space and the permissions.",
                        place,
                        reason(cause)),
                cause,
                isPassing(cause));
    }

    /**
     * Returns the failure for a missing, replaced or altered file of a segment.
     *
     * @param how the predicate of the message, such as "is a symbolic link"
     */
    static ArchiveException harmed(Path file, String how, @Nullable Exception cause) {
        return new ArchiveException(
                String.format(Locale.ROOT, "The segment %s %s; put it back from a copy of the archive.", file, how),
                cause);
    }

    /** Returns whether a failure is transient. A full disk has no exception class, so its reason is searched. */
    private static boolean isPassing(IOException cause) {
        return !(cause instanceof FileSystemException failure)
                || (failure.getClass() == FileSystemException.class && isOutOfSpace(failure.getReason()));
    }

    private static boolean isOutOfSpace(@Nullable String reason) {
        String words = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        return words.contains("space") || words.contains("quota");
    }

    /** Returns the message, or else the name of the class. */
    private static String reason(IOException cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
