package io.aro.db.error;

/** Thrown when another transaction is in the way; nothing was written, and the whole transaction may be repeated. */
public final class ContentionException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception for a wait that this library has ended; the message names the holder. */
    public ContentionException(String message) {
        super(message, null);
    }

    /** Creates an exception for a refusal of the database. */
    public ContentionException(Throwable cause) {
        super("Another transaction holds what this one needs; repeat the whole transaction.", cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
