package io.aro.db.error;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a stored value is none that its column may hold, which somebody else has written there; the column is
 * named, the value never is.
 */
public final class UnreadableValueException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String column;

    /**
     * Creates the exception.
     *
     * @param column the column, after the name of its table and a point
     * @param expected the end of a sentence that begins with the column: {@code "a time between the years 1 and 9999"}
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

    /** Returns the column that holds the value, after the name of its table and a point: {@code customers.created_at}. */
    public String column() {
        return column;
    }
}
