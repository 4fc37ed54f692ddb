package io.aro.db.internal.session;

import org.jspecify.annotations.Nullable;

/** Thrown to roll back a transaction after its work returned normally; carries the result of the work. */
final class AbandonedTransaction extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Never serialized: the exception is caught in the transaction's own block.
    private final @Nullable Object result;

    AbandonedTransaction(@Nullable Object result) {
        super(null, null, false, false);
        this.result = result;
    }

    @Nullable
    Object result() {
        return result;
    }
}
