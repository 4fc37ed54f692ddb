package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;

/**
 * Thrown when a transaction is used or committed after an earlier failure has ended it. The failure is the cause.
 *
 * <p>Such failures are a full disk or an interrupt on SQLite, and a broken connection to PostgreSQL. They end the whole
 * transaction, even inside a savepoint.
 */
public final class TransactionFailedException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** Creates the exception for the failure that ended the transaction. */
    public TransactionFailedException(AroDatabaseException first) {
        super(
                "The transaction has already failed and cannot commit; leave its block. First failure: "
                        + first.getMessage(),
                first);
        this.retryable = first.isRetryable();
    }

    /** Returns whether the first failure is transient; then the whole transaction can be retried. */
    @Override
    public boolean isRetryable() {
        return retryable;
    }
}
