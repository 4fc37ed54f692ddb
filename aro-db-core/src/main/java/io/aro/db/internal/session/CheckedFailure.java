package io.aro.db.internal.session;

/** Thrown to carry a checked exception of the work through jOOQ, which would wrap the checked exception itself. */
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
