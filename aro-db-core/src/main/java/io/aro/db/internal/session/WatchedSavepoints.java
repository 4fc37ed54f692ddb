package io.aro.db.internal.session;

import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;

/**
 * A provider of savepoints that tells the watch of their transaction when one could not be undone.
 *
 * <p>jOOQ only suppresses that failure, and the transaction around it would commit the half.
 */
public record WatchedSavepoints(TransactionProvider original, TransactionWatch watch) implements TransactionProvider {

    @Override
    public void begin(TransactionContext context) {
        original.begin(context);
    }

    @Override
    public void commit(TransactionContext context) {
        original.commit(context);
    }

    @Override
    public void rollback(TransactionContext context) {
        try {
            original.rollback(context);
        } catch (RuntimeException e) {
            watch.notUndone(e);
            throw e;
        }
    }
}
