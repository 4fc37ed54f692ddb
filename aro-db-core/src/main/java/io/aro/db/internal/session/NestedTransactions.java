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
 * A provider that begins a transaction as the application does, and each one inside it as a savepoint of JDBC.
 *
 * <p>Some managers of transactions refuse to nest, and some providers take a nested transaction for one of its own and
 * commit the one around it.
 */
public final class NestedTransactions implements TransactionProvider {

    /** Is kept in the configuration of each transaction, from which that of the next inside it is copied. */
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

    /** Begins by a provider, unless the state tells that a transaction is active: then with a savepoint. */
    public static NestedTransactions of(TransactionProvider applications, HostState state) {
        return new NestedTransactions(applications, state);
    }

    /** Begins as the application does, which takes part in what is active. */
    public static NestedTransactions of(HostTransactions transactions) {
        return new NestedTransactions(new Hosted(transactions), HostState.none());
    }

    /** Returns the context in which even the first transaction is a savepoint. */
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

    /** Leaves the transaction alone if its savepoint could not even be set. */
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

    private record Mark(Savepoint savepoint) implements Transaction {

        void release(TransactionContext context) {
            context.dsl().connection(connection -> connection.releaseSavepoint(savepoint));
        }

        /** Lets go of the savepoint, too: SQLite would keep it. */
        void rollBack(TransactionContext context) {
            context.dsl().connection(connection -> {
                connection.rollback(savepoint);
                connection.releaseSavepoint(savepoint);
            });
        }
    }

    private record Hosted(HostTransactions transactions) implements TransactionProvider {

        private record Outermost(HostTransactions.Begun begun) implements Transaction {

            /** The manager's own exception says that somebody else has marked the transaction for rollback. */
            void commit() {
                try {
                    begun.commit();
                } catch (RuntimeException e) {
                    throw DatabaseFailures.isOne(e)
                            ? e
                            : new TransactionMisuseException(
                                    "The application's transaction was rolled back instead of committed, so nothing of it"
                                            + " is kept; find what marked it for rollback.",
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
