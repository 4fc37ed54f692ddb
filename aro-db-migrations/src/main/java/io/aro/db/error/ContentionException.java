package io.aro.db.error;

/** Thrown when a concurrent transaction is in the way. Nothing was written; retry the whole transaction. */
public final class ContentionException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception for a wait ended by the library. The message names the lock holder. */
    public ContentionException(String message) {
        super(message, null);
    }

    /** Creates the exception for a failure reported by the database. */
    public ContentionException(Throwable cause) {
        super("The transaction conflicts with a concurrent transaction; retry the whole transaction.", cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
