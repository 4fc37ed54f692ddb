package io.aro.db.spring.retention;

import org.jspecify.annotations.Nullable;

/** Thrown when retention has no usable folder for its archive. */
final class MissingArchiveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The remedy, in the words of the report of a failed start. */
    static final String ACTION =
            "Create or mount a folder of the user of this process, outside the container's own disk, and name it by"
                    + " aro.db.retention.archive. Or define a bean of type ArchiveSink, or set aro.db.retention.enabled=false.";

    MissingArchiveException(String description, @Nullable Throwable cause) {
        super(description + " " + ACTION, cause);
    }

    /** Returns the message without the remedy. */
    String description() {
        String message = String.valueOf(getMessage());
        return message.substring(0, message.length() - ACTION.length() - 1);
    }
}
