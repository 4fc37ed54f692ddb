package io.aro.db.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.StatementFailedException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.repository.Session;
import java.sql.Connection;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.TransactionalCallable;
import org.jspecify.annotations.Nullable;

/**
 * A session whose calls run in one transaction; belongs to the thread that began it and ends with its block.
 *
 * <p>After a statement has failed, PostgreSQL refuses the rest of the transaction and SQLite would go on. Both refuse
 * here, so that the same code behaves alike; a part that may fail goes into {@link #savepoint}. A failure that has ended
 * the whole transaction is not confined by a savepoint: from then on every session of the transaction refuses.
 */
public final class TransactionSession implements InternalSession {

    private final DSLContext unwatched;
    private final DSLContext dsl;
    private final DatabaseSession database;
    private final boolean readOnly;
    private final TransactionWatch watch;
    private final Thread owner = Thread.currentThread();
    private boolean ended;
    private @Nullable AroDatabaseException failure;
    private boolean abandoned;

    private TransactionSession(
            DSLContext unwatched, DatabaseSession database, boolean readOnly, TransactionWatch watch) {
        this.unwatched = unwatched;
        this.dsl = unwatched.configuration().deriveAppending(watch).dsl();
        this.database = database;
        this.readOnly = readOnly;
        this.watch = watch;
    }

    /** Returns the transaction that a writer was given; refuses any other session. */
    public static TransactionSession of(Session session) {
        if (session instanceof TransactionSession transaction) {
            return transaction;
        }
        throw new TransactionMisuseException(
                "This Session is not a transaction of the library; use AroDatabase.session() or Transaction.session().");
    }

    /**
     * Runs a function in a jOOQ transaction, or in a savepoint of the one that is open.
     *
     * @param database the session of the database, whose clock and ids the transaction has
     * @param around is told if a transaction of the application is lost; null outside of one
     */
    static <R extends @Nullable Object, X extends Exception> R run(
            DSLContext outside,
            DatabaseSession database,
            boolean readOnly,
            @Nullable HostLosses around,
            SessionFunction<R, X> work)
            throws X {
        return begin(outside, configuration -> {
            try (TransactionWatch watch = TransactionWatch.over(configuration, around)) {
                DSLContext watched = configuration.derive(watch).dsl();
                return new TransactionSession(watched, database, readOnly, watch).finish(work);
            }
        });
    }

    private static <R extends @Nullable Object, X extends Exception> R begin(
            DSLContext outside, TransactionalCallable<R> block) throws X {
        try {
            return outside.transactionResult(block);
        } catch (AbandonedTransaction e) {
            return resultOf(e);
        } catch (CheckedFailure e) {
            // Nothing but an X was carried: it is the only checked exception that the work may throw.
            @SuppressWarnings("unchecked")
            X original = (X) e.original();
            throw original;
        } catch (RuntimeException e) {
            throw DatabaseFailures.translated(e);
        }
    }

    /** It carries the result of the very work that was run, which is null only if R may be. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private static <R extends @Nullable Object> R resultOf(AbandonedTransaction abandoned) {
        return (R) abandoned.result();
    }

    private <R extends @Nullable Object, X extends Exception> R finish(SessionFunction<R, X> work) {
        boolean committing = false;
        try {
            R result = work.apply(this);
            committing = true;
            if (abandoned) {
                throw new AbandonedTransaction(result);
            }
            return result;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CheckedFailure(e);
        } finally {
            end(committing);
        }
    }

    @Override
    public <R extends @Nullable Object> R read(Function<? super DSLContext, ? extends R> query) {
        return call(query);
    }

    @Override
    public <R extends @Nullable Object> R readPrimary(Function<? super DSLContext, ? extends R> query) {
        return call(query);
    }

    @Override
    public <R extends @Nullable Object> R write(Function<? super DSLContext, ? extends R> statement) {
        if (readOnly) {
            throw onlyReads(null);
        }
        return call(statement);
    }

    @Override
    public void run(Consumer<? super DSLContext> statement) {
        this.<@Nullable Void>write(dsl -> {
            statement.accept(dsl);
            return null;
        });
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Session, ? extends R> work) {
        requireUsable();
        return work.apply(this);
    }

    @Override
    public Instant now() {
        return database.now();
    }

    @Override
    public SqlClock time() {
        return database.time();
    }

    @Override
    public Dialect dialect() {
        return database.dialect();
    }

    @Override
    public UUID newId() {
        return database.newId();
    }

    /** Runs a part of the transaction that is undone alone if it throws; the transaction itself can then go on. */
    public <R extends @Nullable Object, X extends Exception> R savepoint(SessionFunction<R, X> part) throws X {
        requireUsable();
        return begin(unwatched, inner -> new TransactionSession(inner.dsl(), database, readOnly, watch).finish(part));
    }

    /**
     * Runs a part that may be anybody's code, and refuses to go on if it has ended the transaction.
     *
     * <p>What it committed by itself stays committed; on PostgreSQL a commit shows only in what the transaction writes
     * next, see {@code Dialect.isTransaction}.
     */
    public <R extends @Nullable Object, X extends Exception> R guarded(SessionFunction<R, X> part) throws X {
        return dialect().endsSavepoints() ? withSentinelSavepoint(part) : unguarded(part);
    }

    /**
     * Runs a part like {@link #guarded}, and notices on its own on both engines whether the transaction was ended.
     *
     * <p>It takes two round trips on PostgreSQL: a savepoint, which ends with its transaction. jOOQ's own would not tell,
     * since it takes no notice when the release of one fails.
     */
    public <R extends @Nullable Object, X extends Exception> R withSentinelSavepoint(SessionFunction<R, X> part)
            throws X {
        Savepoint mark = call(context -> context.connectionResult(Connection::setSavepoint));
        R result = unguarded(part);
        try {
            call(context -> context.connectionResult(connection -> {
                connection.releaseSavepoint(mark);
                return true;
            }));
        } catch (StatementFailedException e) {
            throw ended(e);
        }
        return result;
    }

    private <R extends @Nullable Object, X extends Exception> R unguarded(SessionFunction<R, X> part) throws X {
        requireUsable();
        R result = part.apply(this);
        requireOpen();
        return result;
    }

    private void requireOpen() {
        boolean closed = call(context -> context.connectionResult(Connection::isClosed));
        if (closed) {
            throw ended(null);
        }
    }

    private static TransactionMisuseException ended(@Nullable Exception cause) {
        return new TransactionMisuseException(
                "The transaction was committed, rolled back or closed by the work inside it; leave that to aro-db.",
                cause);
    }

    /** Lets the transaction roll back at the end of its block, although the block returns. */
    public void rollBack() {
        requireUsable();
        abandoned = true;
    }

    /** Runs a function while the engine refuses writes, and lets it take them again whatever becomes of the transaction. */
    <R extends @Nullable Object, X extends Exception> R readingOnly(SessionFunction<R, X> work) throws X {
        boolean entered = read(dialect()::enterReadOnly);
        try {
            return work.apply(this);
        } finally {
            if (entered) {
                dialect().leaveReadOnly(unwatched);
            }
        }
    }

    /** Ends the session; one that goes on after a failure must not commit. */
    private void end(boolean committing) {
        ended = true;
        if (committing) {
            watch.requireKept();
            requireUnfailed();
            watch.requireWhole();
        }
    }

    private <R extends @Nullable Object> R call(Function<? super DSLContext, ? extends R> statements) {
        requireUsable();
        try {
            return statements.apply(dsl);
        } catch (RuntimeException e) {
            AroDatabaseException refusal = readOnly && VendorErrors.isWriteRefused(e) ? onlyReads(e) : null;
            if (DatabaseFailures.isOne(e)) {
                failure = refusal == null ? VendorErrors.translate(e) : refusal;
                watch.failed(e);
            }
            throw refusal == null ? DatabaseFailures.translated(e) : refusal;
        }
    }

    private void requireUsable() {
        if (ended) {
            throw new TransactionMisuseException("The transaction has ended; do not keep tx beyond its block.");
        }
        if (Thread.currentThread() != owner) {
            throw new TransactionMisuseException(
                    "The transaction belongs to another thread; begin one on this thread.");
        }
        watch.requireKept();
        requireUnfailed();
    }

    private void requireUnfailed() {
        if (failure != null) {
            throw new TransactionMisuseException(
                    "An earlier statement of this transaction failed, so nothing of it is kept; run a statement that may"
                            + " fail in tx.savepoint(…).",
                    failure);
        }
    }

    private static TransactionMisuseException onlyReads(@Nullable RuntimeException refusal) {
        return new TransactionMisuseException(
                "This transaction only reads; write in db.inTransaction(…), outside of one that the application began with"
                        + " readOnly = true.",
                refusal);
    }
}
