package io.aro.db.internal.session;

import io.aro.db.connection.HostTransactions;
import io.aro.db.error.TransactionMisuseException;
import java.sql.Connection;
import java.sql.Savepoint;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Transaction;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;

/**
 * A transaction provider: the outermost transaction comes from the host application, and nested transactions are JDBC
 * savepoints.
 *
 * <p>Some transaction managers refuse to nest. Some providers mistake a nested transaction for their own and commit the
 * outer transaction.
 */
public final class NestedTransactions implements TransactionProvider {

    /** The nesting level of a transaction. Stored in its configuration, and inherited by transactions nested inside. */
    private enum Level {
        OUTERMOST,
        NESTED
    }

    private final TransactionProvider outermost;
    private final HostState state;

    private NestedTransactions(TransactionProvider outermost, HostState state) {
        this.outermost = outermost;
        this.state = state;
    }

    /** Returns a provider over the given provider. During an active host transaction it sets a savepoint instead. */
    public static NestedTransactions of(TransactionProvider applications, HostState state) {
        return new NestedTransactions(applications, state);
    }

    /** Returns a provider over the transactions of a host application; an active transaction is joined. */
    public static NestedTransactions of(HostTransactions transactions) {
        return new NestedTransactions(new Hosted(transactions), HostState.none());
    }

    /** Returns a context with savepoints for all transactions, including the first. */
    static DSLContext inside(DSLContext context) {
        Configuration inside = context.configuration().derive();
        inside.data(Level.class, Level.OUTERMOST);
        return inside.dsl();
    }

    @Override
    public void begin(TransactionContext context) {
        Configuration configuration = context.configuration();
        if (configuration.data(Level.class) != null || state.now() != HostState.Kind.NONE) {
            configuration.data(Level.class, Level.NESTED);
            mark(context);
        } else {
            configuration.data(Level.class, Level.OUTERMOST);
            outermost.begin(context);
        }
    }

    @Override
    public void commit(TransactionContext context) {
        if (isOutermost(context)) {
            outermost.commit(context);
        } else if (context.transaction() instanceof Mark mark) {
            mark.release(context);
        }
    }

    /** Rolls back the transaction or its savepoint. Does nothing if setting the savepoint failed. */
    @Override
    public void rollback(TransactionContext context) {
        if (isOutermost(context)) {
            outermost.rollback(context);
        } else if (context.transaction() instanceof Mark mark) {
            mark.rollBack(context);
        }
    }

    private static boolean isOutermost(TransactionContext context) {
        return context.configuration().data(Level.class) == Level.OUTERMOST;
    }

    private static void mark(TransactionContext context) {
        context.transaction(new Mark(context.dsl().connectionResult(Connection::setSavepoint)));
    }

    /** A nested transaction: a savepoint. */
    private record Mark(Savepoint savepoint) implements Transaction {

        void release(TransactionContext context) {
            context.dsl().connection(connection -> connection.releaseSavepoint(savepoint));
        }

        /** Rolls back to the savepoint and releases it; SQLite would otherwise keep the savepoint. */
        void rollBack(TransactionContext context) {
            context.dsl().connection(connection -> {
                connection.rollback(savepoint);
                connection.releaseSavepoint(savepoint);
            });
        }
    }

    /** A provider over the host application's transactions. */
    private record Hosted(HostTransactions transactions) implements TransactionProvider {

        /** A transaction begun in the host application's way. */
        private record Outermost(HostTransactions.Begun begun) implements Transaction {

            /** Commits. An exception of the transaction manager means a rollback-only mark set by other code. */
            void commit() {
                try {
                    begun.commit();
                } catch (RuntimeException e) {
                    throw DatabaseFailures.isOne(e)
                            ? e
                            : new TransactionMisuseException(
                                    "The host application's transaction was rolled back instead of committed, and its"
                                            + " writes are lost; find the code that marked the transaction for"
                                            + " rollback.",
                                    e);
                }
            }
        }

        @Override
        public void begin(TransactionContext context) {
            context.transaction(new Outermost(transactions.begin()));
        }

        @Override
        public void commit(TransactionContext context) {
            if (context.transaction() instanceof Outermost outermost) {
                outermost.commit();
            }
        }

        @Override
        public void rollback(TransactionContext context) {
            if (context.transaction() instanceof Outermost outermost) {
                outermost.begun().rollBack();
            }
        }
    }
}
