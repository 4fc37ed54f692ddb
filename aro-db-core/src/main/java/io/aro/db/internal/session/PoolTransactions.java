package io.aro.db.internal.session;

import java.sql.Connection;
import java.util.Objects;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.impl.DefaultTransactionProvider;
import org.jspecify.annotations.Nullable;

/**
 * A transaction provider over the connections of a pool. Thread-safe.
 *
 * <p>A transaction without a connection fails after one wait for the pool. jOOQ's own provider would roll back the
 * failed transaction, and its rollback waits for the pool twice more.
 */
final class PoolTransactions implements TransactionProvider {

    private final ConnectionProvider pool;

    private PoolTransactions(ConnectionProvider pool) {
        this.pool = pool;
    }

    /** Sets the provider in a configuration, over its present connections. Returns the same configuration. */
    static Configuration in(Configuration configuration) {
        return configuration.set(new PoolTransactions(configuration.connectionProvider()));
    }

    @Override
    public void begin(TransactionContext context) {
        Configuration configuration = context.configuration();
        if (configuration.data(Attempt.class) == null) {
            configuration.data(Attempt.class, Attempt.on(pool));
        }
        of(context).transactions.begin(context);
    }

    @Override
    public void commit(TransactionContext context) {
        of(context).transactions.commit(context);
    }

    /** Rolls back the transaction or its savepoint. Does nothing if the pool provided no connection. */
    @Override
    public void rollback(TransactionContext context) {
        Attempt attempt = of(context);
        if (attempt.connections.isProvided) {
            attempt.transactions.rollback(context);
        }
    }

    private static Attempt of(TransactionContext context) {
        return Objects.requireNonNull((Attempt) context.configuration().data(Attempt.class));
    }

    /** One transaction. Stored in its configuration, and inherited by its savepoints. */
    private record Attempt(Acquired connections, TransactionProvider transactions) {

        static Attempt on(ConnectionProvider pool) {
            Acquired connections = new Acquired(pool);
            return new Attempt(connections, new DefaultTransactionProvider(connections));
        }
    }

    /** The connections of one transaction, with a record of success. Confined to the transaction's thread. */
    private static final class Acquired implements ConnectionProvider {

        private final ConnectionProvider pool;
        private boolean isProvided;

        Acquired(ConnectionProvider pool) {
            this.pool = pool;
        }

        @Override
        public @Nullable Connection acquire() {
            Connection connection = pool.acquire();
            isProvided = true;
            return connection;
        }

        @Override
        public void release(Connection connection) {
            pool.release(connection);
        }
    }
}
