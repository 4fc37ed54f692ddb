package io.aro.db.error;

import java.util.Locale;

/**
 * Thrown when the engine, its driver or jOOQ refuses a statement, or a value in it or in its result, for a reason of its own.
 *
 * <p>The cause holds the vendor's words unless they may quote values.
 */
public final class StatementFailedException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String vendorCode;

    /** Creates an exception for a code that has no sentence of its own. */
    public StatementFailedException(String vendorCode, Throwable cause) {
        this(
                vendorCode,
                String.format(
                        Locale.ROOT, "The database refused the statement with code %s; see the cause.", vendorCode),
                cause);
    }

    /** Creates an exception with its own message. */
    public StatementFailedException(String vendorCode, String message, Throwable cause) {
        super(message, cause);
        this.vendorCode = vendorCode;
    }

    /** Returns the SQLSTATE on PostgreSQL, the result code's name on SQLite, and {@code none} where there is neither. */
    public String vendorCode() {
        return vendorCode;
    }
}
