package io.aro.db.refusal;

import java.util.Locale;
import java.util.UUID;

/** Says that a row was changed by another since the caller read it; nothing was changed by this call. */
public final class StaleVersionException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final String entity;
    private final UUID id;
    private final int expectedVersion;
    private final int actualVersion;

    /**
     * Creates the exception.
     *
     * @param entity the noun of the row, such as {@code config}
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

    public String entity() {
        return entity;
    }

    public UUID id() {
        return id;
    }

    public int expectedVersion() {
        return expectedVersion;
    }

    /** Returns the version the row has now. */
    public int actualVersion() {
        return actualVersion;
    }
}
