package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;
import java.util.UUID;

/** Says that there is no row with the id that was asked for. */
public final class NotFoundException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String entity;
    private final UUID id;

    /**
     * Creates the exception.
     *
     * @param entity the noun of the row, such as {@code appointment}
     */
    public NotFoundException(String entity, UUID id) {
        super(String.format(Locale.ROOT, "There is no %s %s; check the id, or create it first.", entity, id), null);
        this.entity = entity;
        this.id = id;
    }

    public String entity() {
        return entity;
    }

    public UUID id() {
        return id;
    }
}
