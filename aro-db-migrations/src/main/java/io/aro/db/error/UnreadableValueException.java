package io.aro.db.error;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a stored value is outside the domain of its column, as after a write past the library. The
 * message names the column and never the value.
 */
public final class UnreadableValueException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String column;

    /**
     * Creates the exception.
     *
     * @param column the column with its table, as in {@code customers.created_at}
     * @param expected the end of a sentence about the value: {@code "a time between the years 1 and
     *     9999"}
     */
    public UnreadableValueException(String column, String expected) {
        this(column, expected, null);
    }

    /** Creates the exception with its cause. */
    public UnreadableValueException(String column, String expected, @Nullable Throwable cause) {
        super(
                String.format(Locale.ROOT, "A value of %s is not %s; correct it in the database.", column, expected),
                cause);
        this.column = column;
    }

    /** Returns the column of the value with its table, as in {@code customers.created_at}. */
    public String column() {
        return column;
    }
}
