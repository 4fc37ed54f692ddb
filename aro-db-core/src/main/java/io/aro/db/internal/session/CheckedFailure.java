package io.aro.db.internal.session;

/** Thrown when the work of a transaction throws a checked exception, which jOOQ would wrap otherwise. */
final class CheckedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Exception original;

    CheckedFailure(Exception original) {
        super(null, original, false, false);
        this.original = original;
    }

    Exception original() {
        return original;
    }
}
