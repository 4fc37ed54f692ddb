package io.aro.db.internal.session;

import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.impl.DefaultTransactionProvider;

/**
 * A transaction provider over the connections of a pool. Thread-safe.
 *
 * <p>A transaction without a connection fails after one wait for the pool. jOOQ's own provider would roll back the
 * failed transaction, and its rollback waits for the pool twice more.
 */
record PoolTransactions(ConnectionProvider pool, TransactionProvider transactions) implements TransactionProvider {

    /** Sets the provider in a configuration, over its present connections. Returns the same configuration. */
    static Configuration in(Configuration configuration) {
        ConnectionProvider pool = configuration.connectionProvider();
        return configuration.set(new PoolTransactions(pool, new DefaultTransactionProvider(pool)));
    }

    @Override
    public void begin(TransactionContext context) {
        transactions.begin(context);
    }

    @Override
    public void commit(TransactionContext context) {
        transactions.commit(context);
    }

    /** Rolls back the transaction or its savepoint. Does nothing if the pool provided no connection. */
    @Override
    public void rollback(TransactionContext context) {
        // jOOQ puts the transaction's own connection in the place of the pool.
        if (!context.configuration().connectionProvider().equals(pool)) {
            transactions.rollback(context);
        }
    }
}
