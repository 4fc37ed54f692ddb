package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;

/**
 * Thrown when a transaction is used or about to be committed after something has ended it, which is the cause.
 *
 * <p>A full disk or an interrupt on SQLite and a broken connection to PostgreSQL end the whole transaction, also around a
 * savepoint.
 */
public final class TransactionFailedException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** Makes the exception for a transaction that the first failure has ended. */
    public TransactionFailedException(AroDatabaseException first) {
        super(
                "The transaction is gone, and nothing more of it is kept; leave its block. The first cause: "
                        + first.getMessage(),
                first);
        this.retryable = first.isRetryable();
    }

    /** Tells whether the first failure may pass by itself, so that the whole transaction may be repeated. */
    @Override
    public boolean isRetryable() {
        return retryable;
    }
}
