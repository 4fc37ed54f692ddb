package io.aro.db.error;

/** Says that the engine refused a statement for a reason of its own; the cause holds the vendor's words unless they may quote values. */
public final class StatementFailedException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String vendorCode;

    StatementFailedException(String vendorCode, Throwable cause) {
        super("The database refused the statement with code %s; see the cause.".formatted(vendorCode), cause);
        this.vendorCode = vendorCode;
    }

    /** Returns the SQLSTATE on PostgreSQL and the result code's name on SQLite. */
    public String vendorCode() {
        return vendorCode;
    }
}
