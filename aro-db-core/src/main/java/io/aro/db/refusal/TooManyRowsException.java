package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;

/** Thrown when a list that is returned as a whole would have more rows than it may; nothing is returned. */
public final class TooManyRowsException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String entity;
    private final int limit;

    /**
     * Creates the exception.
     *
     * @param entity the noun of a row, such as {@code appointment}
     * @param limit the most rows that the list may have
     */
    public TooManyRowsException(String entity, int limit) {
        super(
                String.format(
                        Locale.ROOT,
                        "More than %,d rows of the kind %s were found, which is the most that a list may have; read them in pages,"
                                + " as a stream or with a limit.",
                        limit,
                        entity),
                null);
        this.entity = entity;
        this.limit = limit;
    }

    public String entity() {
        return entity;
    }

    /** Returns the most rows that the list may have. */
    public int limit() {
        return limit;
    }
}
