package io.aro.db.internal.session;

import org.jspecify.annotations.Nullable;

/** Thrown when a transaction is to be rolled back although its work returned; carries the result. */
final class AbandonedTransaction extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Never leaves the transaction.
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
