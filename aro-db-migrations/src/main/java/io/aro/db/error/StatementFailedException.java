package io.aro.db.error;

import java.util.Locale;

/**
 * Thrown when the engine, its driver or jOOQ rejects a statement for a reason without an exception of its
 * own. The rejected part may also be a value in the statement or in its result.
 *
 * <p>The cause holds the vendor's message, unless the message may quote values.
 */
public final class StatementFailedException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String vendorCode;

    /** Creates the exception for a code without a message of its own. */
    public StatementFailedException(String vendorCode, Throwable cause) {
        this(
                vendorCode,
                String.format(
                        Locale.ROOT, "The database refused the statement with code %s; see the cause.", vendorCode),
                cause);
    }

    /** Creates the exception with its own message. */
    public StatementFailedException(String vendorCode, String message, Throwable cause) {
        super(message, cause);
        this.vendorCode = vendorCode;
    }

    /** Returns the SQLSTATE on PostgreSQL, or the name of the result code on SQLite; {@code none} without either. */
    public String vendorCode() {
        return vendorCode;
    }
}
