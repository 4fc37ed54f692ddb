package io.aro.db.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.refusal.TransactionFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.Configuration;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/**
 * A watch over one transaction, which the sessions of all its savepoints share; belongs to the transaction's thread.
 *
 * <p>SQLite's driver tells it of the end of the transaction, and PostgreSQL's is asked before each statement. After a
 * statement that failed a {@link Witness} says whether the transaction is still there. Once it is gone, no further
 * statement is sent, since it would commit by itself. As the provider of savepoints it learns that one could not be
 * undone: jOOQ only suppresses that failure, and the transaction around it would commit the half.
 */
final class TransactionWatch implements ExecuteListener, TransactionProvider, SQLiteCommitListener, AutoCloseable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // jOOQ's listeners may be serialized, and this one never is.
    private final Connection connection;

    /** The driver's own connection to SQLite; null if it is not known, and on PostgreSQL. */
    @SuppressWarnings("serial")
    private final @Nullable SQLiteConnection sqlite;

    @SuppressWarnings("serial")
    private final @Nullable PostgresWitness postgres;

    @SuppressWarnings("serial")
    private final TransactionProvider savepoints;

    @SuppressWarnings("serial")
    private final @Nullable HostLosses around;

    private @Nullable AroDatabaseException first;
    private boolean gone;
    private volatile boolean ended;

    private TransactionWatch(
            Connection connection,
            @Nullable SQLiteConnection sqlite,
            @Nullable PostgresWitness postgres,
            TransactionProvider savepoints,
            @Nullable HostLosses around) {
        this.connection = connection;
        this.sqlite = sqlite;
        this.postgres = postgres;
        this.savepoints = savepoints;
        this.around = around;
    }

    /**
     * Begins to watch the transaction that the configuration has just begun.
     *
     * @param around is told of the loss if the transaction is one of the application, or null if it is not
     */
    static TransactionWatch over(Configuration transaction, @Nullable HostLosses around) {
        TransactionProvider savepoints = transaction.transactionProvider();
        return transaction.dsl().connectionResult(connection -> {
            if (transaction.family() != SQLDialect.SQLITE) {
                PostgresWitness postgres = PostgresWitness.of(connection, driver(connection, BaseConnection.class));
                return new TransactionWatch(connection, null, postgres, savepoints, around);
            }
            SQLiteConnection sqlite = driver(connection, SQLiteConnection.class);
            TransactionWatch watch = new TransactionWatch(connection, sqlite, null, savepoints, around);
            if (sqlite != null) {
                sqlite.addCommitListener(watch);
            }
            return watch;
        });
    }

    /** Returns a witness of the transaction that the configuration is in. */
    static Witness witness(Configuration transaction) {
        return transaction
                .dsl()
                .connectionResult(connection -> transaction.family() == SQLDialect.SQLITE
                        ? new SqliteWitness(connection, driver(connection, SQLiteConnection.class))
                        : PostgresWitness.of(connection, driver(connection, BaseConnection.class)));
    }

    /** Returns the driver's own connection; null if the one around it does not give it away. */
    private static <T extends Connection> @Nullable T driver(Connection connection, Class<T> type) {
        try {
            return connection.unwrap(type);
        } catch (SQLException e) {
            return null;
        }
    }

    /** Returns the witness, which on SQLite nobody needs before something has failed. */
    private Witness witness() {
        return postgres == null ? new SqliteWitness(connection, sqlite) : postgres;
    }

    private boolean isGone() {
        return postgres == null ? ended : postgres.isGone();
    }

    @Override
    public void onCommit() {
        ended = true;
    }

    @Override
    public void onRollback() {
        ended = true;
    }

    /** Returns if the transaction is still the one that was begun. */
    void requireKept() {
        if (!gone && isGone()) {
            gone = true;
            first = new TransactionMisuseException(
                    "The transaction was committed, rolled back or closed by the work inside it; leave that to aro-db.");
            tell(witness(), first);
        }
        if (gone && first != null) {
            throw new TransactionFailedException(first);
        }
    }

    /** Returns if the transaction is still there and the engine would commit it. */
    void requireWhole() {
        requireKept();
        if (first != null && witness().isRefused()) {
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
        Witness witness = witness();
        gone = witness.isGoneAfter(error) || ended;
        if (gone) {
            tell(witness, cause);
        }
    }

    private void tell(Witness witness, AroDatabaseException cause) {
        if (around != null) {
            around.learn(witness, cause);
        }
    }

    @Override
    public void begin(TransactionContext context) {
        savepoints.begin(context);
    }

    @Override
    public void commit(TransactionContext context) {
        savepoints.commit(context);
    }

    @Override
    public void rollback(TransactionContext context) {
        try {
            savepoints.rollback(context);
        } catch (RuntimeException e) {
            notUndone(e);
            throw e;
        }
    }

    /** Learns that a savepoint could not be undone, so that its part must not be committed with the rest. */
    private void notUndone(RuntimeException error) {
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
        try {
            if (sqlite != null && !sqlite.isClosed()) {
                sqlite.removeCommitListener(this);
            }
        } catch (SQLException e) {
            ended = true; // A closed connection listens no longer.
        }
    }
}
