package io.aro.db.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.refusal.TransactionFailedException;
import org.jooq.Configuration;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jspecify.annotations.Nullable;

/**
 * A watch over one transaction, which the sessions of all its savepoints share; belongs to the transaction's thread.
 *
 * <p>After each statement that failed it asks the driver whether the transaction is still there. Once it is gone, no
 * further statement is sent, since it would commit by itself.
 */
public final class TransactionWatch implements ExecuteListener, AutoCloseable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // jOOQ's listeners may be serialized, and this one never is.
    private final Witness witness;

    @SuppressWarnings("serial")
    private final @Nullable HostLosses around;

    private @Nullable AroDatabaseException first;
    private boolean gone;

    private TransactionWatch(Witness witness, @Nullable HostLosses around) {
        this.witness = witness;
        this.around = around;
    }

    /**
     * Begins to watch the transaction that the configuration has just begun.
     *
     * @param around is told of the loss if the transaction is one of the application, or null if it is not
     */
    static TransactionWatch over(Configuration transaction, @Nullable HostLosses around) {
        return new TransactionWatch(Witness.of(transaction), around);
    }

    /** Returns if the transaction is still the one that was begun. */
    void requireKept() {
        if (!gone && witness.isGone()) {
            gone = true;
            first = new TransactionMisuseException(
                    "The transaction was committed, rolled back or closed by the work inside it; leave that to aro-db.");
            tell(first);
        }
        if (gone && first != null) {
            throw new TransactionFailedException(first);
        }
    }

    /** Returns if the transaction is still there and the engine would commit it. */
    void requireWhole() {
        requireKept();
        if (first != null && witness.isRefused()) {
            throw new TransactionFailedException(first);
        }
    }

    /** Learns from the driver whether the failure of a statement has ended the transaction. */
    void failed(Throwable error) {
        if (gone) {
            return;
        }
        AroDatabaseException translated = VendorErrors.translate(error);
        AroDatabaseException cause = first;
        if (cause == null || !(translated instanceof TransactionMisuseException)) {
            // Of a chain of failures on PostgreSQL, all but the first only say that there was one.
            cause = translated;
            first = translated;
        }
        gone = witness.isGoneAfter(error);
        if (gone) {
            tell(cause);
        }
    }

    private void tell(AroDatabaseException cause) {
        if (around != null) {
            around.learn(witness, cause);
        }
    }

    /** Learns that a savepoint could not be undone, so that its part must not be committed with the rest. */
    void notUndone(RuntimeException error) {
        if (!gone) {
            first = VendorErrors.translate(error);
            gone = true;
        }
    }

    @Override
    public void start(ExecuteContext context) {
        requireKept();
    }

    @Override
    public void exception(ExecuteContext context) {
        RuntimeException error = context.exception();
        if (error != null) {
            failed(error);
        }
    }

    @Override
    public void close() {
        witness.close();
    }
}
