package io.aro.db.error;

/** Says that another transaction was in the way; nothing was written, and the whole transaction may be repeated. */
public final class ContentionException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Says who was in the way, where the database itself has refused nothing. */
    public ContentionException(String message) {
        super(message, null);
    }

    ContentionException(Throwable cause) {
        super("Another transaction holds what this one needs; repeat the whole transaction.", cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
