package io.aro.db.internal.session;

import io.aro.db.error.TransactionMisuseException;

/**
 * Notices that a thread uses the database from outside the transaction it is in.
 *
 * <p>Without it such a call would wait for a connection that its own thread holds, until the pool's timeout.
 */
public final class TransactionGuard {

    private final ThreadLocal<Boolean> inTransaction = new ThreadLocal<>();

    void enter() {
        if (inTransaction.get() != null) {
            throw new TransactionMisuseException(
                    "This thread is in a transaction already; use tx.savepoint(…) for a part that may fail.");
        }
        inTransaction.set(true);
    }

    void exit() {
        inTransaction.remove();
    }

    void requireOutside() {
        if (inTransaction.get() != null) {
            throw new TransactionMisuseException(
                    "This thread is in a transaction; use the repositories of tx, not those of the database.");
        }
    }
}
