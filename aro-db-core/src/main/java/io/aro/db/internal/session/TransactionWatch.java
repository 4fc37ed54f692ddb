package io.aro.db.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.internal.observation.TransactionEvents;
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
 * A watch on one transaction and all its savepoints. Confined to the transaction's thread.
 *
 * <p>SQLite's driver reports the end of the transaction; the state of PostgreSQL's driver is checked before each
 * statement. After a failed statement, a {@link Witness} determines whether the transaction still exists. Statements
 * after the end of the transaction are refused; they would commit individually.
 *
 * <p>The watch is also the provider of savepoints, to notice a failed rollback to a savepoint. jOOQ only suppresses
 * that failure, and would commit the partial work.
 */
final class TransactionWatch implements ExecuteListener, TransactionProvider, SQLiteCommitListener, AutoCloseable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Never serialized, though jOOQ's listeners are serializable.
    private final Connection connection;

    /** SQLite's driver connection; null on PostgreSQL and behind wrappers without {@code unwrap}. */
    @SuppressWarnings("serial")
    private final @Nullable SQLiteConnection sqlite;

    @SuppressWarnings("serial")
    private final @Nullable PostgresWitness postgres;

    @SuppressWarnings("serial")
    private final TransactionProvider savepoints;

    @SuppressWarnings("serial")
    private final @Nullable HostLosses around;

    @SuppressWarnings("serial")
    private final @Nullable TransactionEvents events;

    private @Nullable AroDatabaseException first;
    private boolean gone;
    private volatile boolean ended;

    private TransactionWatch(
            Connection connection,
            @Nullable SQLiteConnection sqlite,
            @Nullable PostgresWitness postgres,
            TransactionProvider savepoints,
            @Nullable HostLosses around,
            @Nullable TransactionEvents events) {
        this.connection = connection;
        this.sqlite = sqlite;
        this.postgres = postgres;
        this.savepoints = savepoints;
        this.around = around;
        this.events = events;
    }

    /**
     * Starts a watch on the transaction just begun in the configuration.
     *
     * @param around the record of lost host transactions; null outside a host transaction
     * @param events the events for the listeners; null without listeners
     */
    static TransactionWatch over(
            Configuration transaction, @Nullable HostLosses around, @Nullable TransactionEvents events) {
        TransactionProvider savepoints = transaction.transactionProvider();
        return transaction.dsl().connectionResult(connection -> {
            if (transaction.family() != SQLDialect.SQLITE) {
                PostgresWitness postgres = PostgresWitness.of(connection, driver(connection, BaseConnection.class));
                return new TransactionWatch(connection, null, postgres, savepoints, around, events);
            }
            SQLiteConnection sqlite = driver(connection, SQLiteConnection.class);
            TransactionWatch watch = new TransactionWatch(connection, sqlite, null, savepoints, around, events);
            if (sqlite != null) {
                sqlite.addCommitListener(watch);
            }
            return watch;
        });
    }

    /** Returns the events of the transaction for the listeners; null without listeners. */
    @Nullable
    TransactionEvents events() {
        return events;
    }

    /** Records the normal end of the block. */
    void complete() {
        if (events != null) {
            events.complete();
        }
    }

    /** Returns a witness of the configuration's current transaction. */
    static Witness witness(Configuration transaction) {
        return transaction
                .dsl()
                .connectionResult(connection -> transaction.family() == SQLDialect.SQLITE
                        ? new SqliteWitness(connection, driver(connection, SQLiteConnection.class))
                        : PostgresWitness.of(connection, driver(connection, BaseConnection.class)));
    }

    /** Returns the driver's connection, or null behind a wrapper without {@code unwrap}. */
    private static <T extends Connection> @Nullable T driver(Connection connection, Class<T> type) {
        try {
            return connection.unwrap(type);
        } catch (SQLException e) {
            return null;
        }
    }

    /** Returns the witness. On SQLite it is created on demand, after the first failure. */
    private Witness witness() {
        return postgres == null ? new SqliteWitness(connection, sqlite) : postgres;
    }

    /** Returns whether the driver reports the end of the transaction, even by a statement outside the library. */
    boolean seesEnd() {
        return sqlite != null;
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

    /**
     * Checks that the original transaction is still open.
     *
     * @throws TransactionFailedException if the transaction has ended; its cause is the first failure
     */
    void requireKept() {
        if (!gone && isGone()) {
            gone = true;
            first = new TransactionMisuseException(
                    "The transaction was committed, rolled back or closed by the work inside it; leave that to"
                            + " aro-db.");
            tell(witness(), first);
        }
        if (gone && first != null) {
            throw new TransactionFailedException(first);
        }
    }

    /**
     * Checks that the original transaction is still open and can commit.
     *
     * @throws TransactionFailedException if the transaction has ended, or the engine would refuse its commit
     */
    void requireWhole() {
        requireKept();
        if (first != null && witness().isRefused()) {
            throw new TransactionFailedException(first);
        }
    }

    /** Checks with the driver whether a failed statement ended the transaction. */
    void failed(Throwable error) {
        if (gone) {
            return;
        }
        AroDatabaseException translated = VendorErrors.translate(error);
        AroDatabaseException cause = first;
        if (cause == null || !(translated instanceof TransactionMisuseException)) {
            // PostgreSQL answers statements after a failure with a mere reference to it; keep the first cause.
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
        if (events != null) {
            events.enterSavepoint();
        }
        savepoints.begin(context);
    }

    @Override
    public void commit(TransactionContext context) {
        savepoints.commit(context);
        if (events != null) {
            events.keepSavepoint();
        }
    }

    @Override
    public void rollback(TransactionContext context) {
        if (events != null) {
            events.undoSavepoint();
        }
        try {
            savepoints.rollback(context);
        } catch (RuntimeException e) {
            notUndone(e);
            throw e;
        }
    }

    /** Records a failed rollback to a savepoint; its partial work must not commit with the rest. */
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
            ended = true; // A closed connection has no listeners.
        }
    }
}
