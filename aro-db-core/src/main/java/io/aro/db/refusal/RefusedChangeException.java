package io.aro.db.refusal;

import java.util.Locale;
import java.util.UUID;

/** Thrown when the state of a row forbids the requested change; nothing was changed. */
public final class RefusedChangeException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID id;

    /**
     * Creates an exception.
     *
     * @param noun the kind of the row, such as {@code appointment}
     * @param id the id of the row
     * @param explanation the state of the row and the remedy, such as {@code was archived; leave it as it is}
     */
    public RefusedChangeException(String noun, UUID id, String explanation) {
        super(String.format(Locale.ROOT, "The %s %s %s.", noun, id, explanation));
        this.id = id;
    }

    /** Returns the id of the row. */
    public UUID id() {
        return id;
    }
}
