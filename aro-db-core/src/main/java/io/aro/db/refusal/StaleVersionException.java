package io.aro.db.refusal;

import java.util.Locale;
import java.util.UUID;

/** Thrown when an optimistic lock fails because the row has a newer version. This call changed nothing. */
public final class StaleVersionException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final String entity;
    private final UUID id;
    private final int expectedVersion;
    private final int actualVersion;

    /**
     * Creates the exception.
     *
     * @param entity the kind of the row, such as {@code config}
     * @param id the id of the row
     * @param expectedVersion the version read by the caller
     * @param actualVersion the current version
     */
    public StaleVersionException(String entity, UUID id, int expectedVersion, int actualVersion) {
        super(String.format(
                Locale.ROOT,
                "The %s %s is at version %s, not %s; read it again and decide anew.",
                entity,
                id,
                actualVersion,
                expectedVersion));
        this.entity = entity;
        this.id = id;
        this.expectedVersion = expectedVersion;
        this.actualVersion = actualVersion;
    }

    /** Returns the kind of the row, such as {@code config}. */
    public String entity() {
        return entity;
    }

    /** Returns the id of the row. */
    public UUID id() {
        return id;
    }

    /** Returns the version read by the caller. */
    public int expectedVersion() {
        return expectedVersion;
    }

    /** Returns the current version of the row. */
    public int actualVersion() {
        return actualVersion;
    }
}
