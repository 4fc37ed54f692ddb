package io.aro.db.refusal;

import java.util.Locale;
import java.util.UUID;

/** Says that what a row has become rules out the change asked for; nothing was changed. */
public final class RefusedChangeException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID id;

    /**
     * Creates an exception.
     *
     * @param noun what the row is called, such as {@code appointment}
     * @param explanation what it has become and what to do, such as {@code was archived; leave it as it is}
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
