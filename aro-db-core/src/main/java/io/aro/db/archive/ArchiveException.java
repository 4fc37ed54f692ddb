package io.aro.db.archive;

import io.aro.db.error.AroDatabaseException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the archive cannot be written or read, or is not as it was left.
 *
 * <p>No row leaves the database for a segment that is not safe in the archive. What earlier segments took is in them.
 */
public final class ArchiveException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public ArchiveException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private ArchiveException(String message, @Nullable Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Returns true for a failed write, such as that to a full disk; a missing right does not pass by itself. */
    @Override
    public boolean isRetryable() {
        return retryable;
    }

    /** Returns the failure of a segment whose rows were not deleted yet. */
    static ArchiveException unwritable(Path place, IOException cause) {
        return new ArchiveException(
                String.format(
                        Locale.ROOT,
                        "The archive %s cannot be written (%s); the rows of this segment are still in the database. Give it space"
                                + " and the right to write, and run again.",
                        place,
                        reason(cause)),
                cause,
                isPassing(cause));
    }

    /** Returns the failure to rename or delete files of a segment, which the next run does again. */
    static ArchiveException unsettled(Path place, IOException cause) {
        return new ArchiveException(
                String.format(
                        Locale.ROOT,
                        "The archive %s cannot be changed (%s); nothing was lost, and the next run completes it. Give it space and"
                                + " the right to write.",
                        place,
                        reason(cause)),
                cause,
                isPassing(cause));
    }

    /** Returns the refusal of a file that is not the one that was left there. */
    static ArchiveException harmed(Path file, String how, @Nullable Exception cause) {
        return new ArchiveException(
                String.format(Locale.ROOT, "The segment %s %s; put it back from a copy of the archive.", file, how),
                cause);
    }

    /** The creation or renaming of a file on a full disk has no class of its own, only a reason. */
    private static boolean isPassing(IOException cause) {
        return !(cause instanceof FileSystemException failure)
                || (failure.getClass() == FileSystemException.class && isOutOfSpace(failure.getReason()));
    }

    private static boolean isOutOfSpace(@Nullable String reason) {
        String words = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        return words.contains("space") || words.contains("quota");
    }

    /** The class says which it is, if there are no words: no permission, a file system that only reads. */
    private static String reason(IOException cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
