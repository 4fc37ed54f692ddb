package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;

/** Thrown when a list without a limit would exceed its maximum of rows; nothing is returned. */
public final class TooManyRowsException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String entity;
    private final int limit;

    /**
     * Creates the exception.
     *
     * @param entity the kind of the rows, such as {@code appointment}
     * @param limit the maximum number of rows
     */
    public TooManyRowsException(String entity, int limit) {
        super(
                String.format(
                        Locale.ROOT,
                        "More than %,d rows of the kind %s were found, the maximum for a list; read them in pages,"
                                + " as a stream or with a limit.",
                        limit,
                        entity),
                null);
        this.entity = entity;
        this.limit = limit;
    }

    /** Returns the kind of the rows, such as {@code appointment}. */
    public String entity() {
        return entity;
    }

    /** Returns the maximum number of rows. */
    public int limit() {
        return limit;
    }
}
