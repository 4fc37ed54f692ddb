package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;
import java.util.UUID;

/** Thrown when no row has the requested id. */
public final class NotFoundException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String entity;
    private final UUID id;

    /**
     * Creates the exception.
     *
     * @param entity the kind of the row, such as {@code appointment}
     * @param id the requested id
     */
    public NotFoundException(String entity, UUID id) {
        super(String.format(Locale.ROOT, "There is no %s %s; check the id, or create it first.", entity, id), null);
        this.entity = entity;
        this.id = id;
    }

    /** Returns the kind of the row, such as {@code appointment}. */
    public String entity() {
        return entity;
    }

    /** Returns the requested id. */
    public UUID id() {
        return id;
    }
}
