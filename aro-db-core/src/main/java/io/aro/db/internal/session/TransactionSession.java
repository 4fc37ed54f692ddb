package io.aro.db.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.StatementFailedException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.observation.TransactionEvents;
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
 * A session inside one transaction. Confined to the thread of its block, and unusable after the block.
 *
 * <p>After a failed statement PostgreSQL refuses the rest of the transaction, and SQLite would continue. This class
 * refuses on both engines, to make code behave alike; run statements that may fail in a {@link #savepoint}. A savepoint
 * cannot contain a failure that ends the whole transaction. After such a failure every session of the transaction
 * refuses.
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

    /** Returns the session as a transaction of the library; throws for any other session. */
    public static TransactionSession of(Session session) {
        if (session instanceof TransactionSession transaction) {
            return transaction;
        }
        throw new TransactionMisuseException(
                "This Session is not a transaction of the library; use AroDatabase.session() or"
                        + " Transaction.session().");
    }

    /**
     * Runs a function in a jOOQ transaction, or in a savepoint of the open transaction.
     *
     * @param database the session of the database, source of the clock and the ids
     * @param around the record of lost host transactions; null outside a host transaction
     */
    static <R extends @Nullable Object, X extends Exception> R run(
            DSLContext outside,
            DatabaseSession database,
            boolean readOnly,
            @Nullable HostLosses around,
            @Nullable TransactionEvents events,
            SessionFunction<R, X> work)
            throws X {
        return begin(outside, configuration -> {
            try (TransactionWatch watch = TransactionWatch.over(configuration, around, events)) {
                R result =
                        new TransactionSession(configuration.set(watch).dsl(), database, readOnly, watch).finish(work);
                watch.complete();
                return result;
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
            // Always an X: the work declares no other checked exception.
            @SuppressWarnings("unchecked")
            X original = (X) e.original();
            throw original;
        } catch (RuntimeException e) {
            throw DatabaseFailures.translated(e);
        }
    }

    /** Returns the carried result; its type is safe, because the same work produced the result. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private static <R extends @Nullable Object> R resultOf(AbandonedTransaction abandoned) {
        return (R) abandoned.result();
    }

    private <R extends @Nullable Object, X extends Exception> R finish(SessionFunction<R, X> work) {
        boolean committing = false;
        try {
            R result = work.apply(this);
            committing = true;
            if (!abandoned) {
                return result;
            }
            throw new AbandonedTransaction(result);
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
            throw DatabaseSession.transactionOnlyReads(null);
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

    /** Returns the events of this transaction for the listeners; null without listeners. */
    public @Nullable TransactionEvents events() {
        return watch.events();
    }

    /** Runs a part of the transaction in a savepoint. An exception rolls back only the part. */
    public <R extends @Nullable Object, X extends Exception> R savepoint(SessionFunction<R, X> part) throws X {
        requireUsable();
        return begin(unwatched, inner -> new TransactionSession(inner.dsl(), database, readOnly, watch).finish(part));
    }

    /**
     * Runs foreign code in the transaction, and throws if the code committed, rolled back or closed the transaction.
     *
     * <p>Commits by the foreign code stay committed. On PostgreSQL, a commit is detected only by the next write of the
     * transaction, see {@code Dialect.isTransaction}.
     */
    public <R extends @Nullable Object, X extends Exception> R guarded(SessionFunction<R, X> part) throws X {
        return dialect().endsSavepoints() ? withSentinelSavepoint(part) : unguarded(part);
    }

    /**
     * Runs foreign code like {@link #guarded}, and immediately detects an ended transaction on both engines.
     *
     * <p>Costs two round trips on PostgreSQL for a savepoint, which ends with its transaction; jOOQ would ignore a failed
     * release. On SQLite the driver reports the end, and a savepoint would copy each changed page.
     *
     * @throws TransactionMisuseException if the code committed, rolled back or closed the transaction
     */
    public <R extends @Nullable Object, X extends Exception> R withSentinelSavepoint(SessionFunction<R, X> part)
            throws X {
        if (watch.seesEnd()) {
            return unguarded(part);
        }
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
        if (this.<Boolean>call(context -> context.connectionResult(Connection::isClosed))) {
            throw ended(null);
        }
        return result;
    }

    private static TransactionMisuseException ended(@Nullable Exception cause) {
        return new TransactionMisuseException(
                "The transaction was committed, rolled back or closed by the work inside it; leave that to aro-db.",
                cause);
    }

    /** Marks the transaction for rollback at the end of its block, even after a normal return. */
    public void rollBack() {
        requireUsable();
        abandoned = true;
    }

    /** Runs a function with writes disabled in the engine, and enables writes again in any case. */
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

    /** Ends the session. Throws instead of committing if an earlier statement failed. */
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
            AroDatabaseException refusal = VendorErrors.isWriteRefused(e) ? database.refusal(readOnly, e) : null;
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
                    "An earlier statement of this transaction failed, so the transaction rolls back; run a statement"
                            + " that may fail in tx.savepoint(…).",
                    failure);
        }
    }
}
