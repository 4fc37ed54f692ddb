package io.aro.db.internal.session;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.opening.Opening;
import io.aro.db.internal.pool.DatabaseFiles;
import io.aro.db.internal.pool.Deadline;
import io.aro.db.internal.pool.Deadlines;
import io.aro.db.internal.pool.Pools;
import io.aro.db.repository.Session;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Holds the connections of one database and runs its transactions; thread-safe.
 *
 * <p>Applications use it through {@code AroDatabase}.
 */
public final class Connections implements AutoCloseable {

    private final @Nullable Pools pools;
    private final @Nullable ReservedConnection spare;
    private final Contexts contexts;
    private final Dialect dialect;
    private final ClockAndIds ticker;
    private final TimeLimits limits;
    private final TransactionGuard guard;
    private final HostGate gate;
    private final @Nullable OnFirstUse<Connections> upkeep;

    public Connections(
            @Nullable Pools pools,
            @Nullable ReservedConnection spare,
            Contexts contexts,
            ClockAndIds ticker,
            TimeLimits limits,
            TransactionGuard guard,
            HostGate gate,
            @Nullable OnFirstUse<Connections> upkeep) {
        this.pools = pools;
        this.spare = spare;
        this.contexts = contexts;
        this.dialect = Dialect.of(contexts.writer().configuration());
        this.ticker = ticker;
        this.limits = limits;
        this.guard = guard;
        this.gate = gate;
        this.upkeep = upkeep;
    }

    /**
     * Opens the pools of a database, after migrating it or checking that it is migrated.
     *
     * @throws AroDatabaseException if it cannot be reached or has another schema version than the library
     */
    public static Connections open(AroDatabaseConfig config) {
        return Opening.of(config);
    }

    /**
     * Uses the pool of an application, and takes part in its transactions if the configuration says how.
     *
     * @throws AroDatabaseException if a connection cannot be had or is not set up as the library needs it
     */
    public static Connections over(DataSource pool, HostConfig config) {
        return Opening.over(pool, config);
    }

    /** Uses the connections and transactions of an application, which stay the application's to close. */
    public static Connections over(DSLContext applications, InstantSource clock) {
        return over(applications, clock, ClockAndIds.UNFORESEEABLE);
    }

    /** Uses the connections of an application, and ids whose random part is made of other bits. */
    public static Connections over(DSLContext applications, InstantSource clock, Random random) {
        return Opening.over(applications, new ClockAndIds(clock, random));
    }

    /** Returns the session that runs each call on a connection of its own. */
    public Session session() {
        return new DatabaseSession(this, contexts.writer(), contexts.reader(), ticker);
    }

    /**
     * Returns a session on a connection of its own, which no handler can keep busy; where there is none, an ordinary one
     * outside any transaction of an application.
     */
    public Session reserved() {
        Connections own = gate.own(this);
        DSLContext aside = spare == null ? own.contexts.aside() : spare.dsl();
        return new DatabaseSession(own, aside, aside, ticker);
    }

    /**
     * Returns the connections whose transactions are their own, for work that must stay committed whatever becomes of a
     * transaction of the application.
     *
     * @param call the name of the call that needs them
     * @throws TransactionMisuseException if this thread is in a transaction of the application
     * @throws ConfigurationException if the application gave no pool to take them from
     */
    public Connections own(String call) {
        requireOutsideHost(call, "call it outside of that");
        return gate.own(this);
    }

    /**
     * Refuses a call inside a transaction of the application.
     *
     * @param instead what to do instead
     */
    public void requireOutsideHost(String call, String instead) {
        requireUsable();
        gate.requireOutside(call, instead);
    }

    /**
     * Runs a function on a connection that is opened for it, which keeps no renewal of a lease waiting; where there is
     * none, on that of {@link #reserved}.
     */
    public <R> R onAnother(Function<? super Session, ? extends R> work) {
        if (spare == null) {
            return work.apply(reserved());
        }
        try (ReservedConnection another = spare.another()) {
            DSLContext dsl = another.dsl();
            return work.apply(new DatabaseSession(this, dsl, dsl, ticker));
        }
    }

    /** Returns the connections whose statements may run as long as upkeep takes; it has the transactions of this object. */
    public Connections upkeep() {
        return upkeep == null ? this : upkeep.get();
    }

    /** Returns the files of a SQLite database that this object has opened by itself. */
    public Optional<DatabaseFiles> files() {
        return Optional.ofNullable(pools).map(Pools::files);
    }

    /** Returns the end of the waits of a request that begins now. */
    public Deadline deadline() {
        return Deadline.after(limits.request());
    }

    /** Runs statements that get their connection, and on SQLite the lock on the file, by the deadline. */
    public <R extends @Nullable Object> R within(Deadline deadline, Supplier<R> statements) {
        return this.<R, RuntimeException>until(deadline, statements::get);
    }

    /** Runs a function like {@link #inTransaction(SessionFunction)} in a transaction that begins by the deadline. */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(
            Deadline deadline, SessionFunction<R, X> work) throws X {
        return this.<R, X>until(deadline, () -> inTransaction(work));
    }

    private <R extends @Nullable Object, X extends Exception> R until(Deadline deadline, Deadlines.Work<R, X> work)
            throws X {
        return pools == null ? work.run() : pools.deadlines().keep(deadline, work);
    }

    /** Tells whether a writer would have to wait for another of this object, while a reader would not. */
    public boolean isWriterBusy() {
        return pools != null && pools.isWriterBusy();
    }

    /** Tells whether a query outside a transaction may have to wait for a transaction to end. */
    public boolean readsWaitForWriters() {
        return pools != null && pools.isOfOneConnection();
    }

    /** Runs a function in a transaction that commits if it returns and rolls back if it throws. */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(SessionFunction<R, X> work) throws X {
        requireOpen();
        guard.enter();
        try {
            gate.requireKept(contexts.writer().configuration());
            return TransactionRunner.run(contexts.writer(), ticker, gate.onlyReads(), gate.around(), work);
        } finally {
            guard.exit();
        }
    }

    /** Tells whether this thread is in a transaction of the application. */
    public boolean isInsideHost() {
        return gate.isInside();
    }

    /** Runs a function in a savepoint of the application's transaction, which can go on if the function throws. */
    public <R extends @Nullable Object, X extends Exception> R joined(SessionFunction<R, X> work) throws X {
        requireWritable();
        guard.enter();
        try {
            DSLContext inside = NestedTransactions.inside(contexts.writer());
            return TransactionRunner.run(inside, ticker, false, gate.around(), work);
        } finally {
            guard.exit();
        }
    }

    /**
     * Runs an action after the application has committed the transaction that this thread is in.
     *
     * <p>It is not run if that is rolled back, or if the application does not tell of its end, as a {@code DSLContext}.
     */
    public void afterHostCommit(Runnable action) {
        gate.afterCommit(action);
    }

    /** Runs a function that reads one snapshot of the database and cannot write. */
    public <R extends @Nullable Object, X extends Exception> R readOnly(SessionFunction<R, X> work) throws X {
        return readOnly(contexts.snapshots(), work);
    }

    /** Runs a function like {@link #readOnly(SessionFunction)}, but never on a replica, which may be behind. */
    public <R extends @Nullable Object, X extends Exception> R readOnlyPrimary(SessionFunction<R, X> work) throws X {
        return readOnly(contexts.newest(), work);
    }

    private <R extends @Nullable Object, X extends Exception> R readOnly(DSLContext where, SessionFunction<R, X> work)
            throws X {
        requireOpen();
        guard.enter();
        try {
            gate.requireOutside("A snapshot", "call readOnly outside, or read in that");
            return TransactionRunner.run(where, ticker, true, null, session -> {
                boolean entered = session.read(dialect::enterReadOnly);
                try {
                    return work.apply(session);
                } finally {
                    if (entered) {
                        dialect.leaveReadOnly(session.unwatched());
                    }
                }
            });
        } finally {
            guard.exit();
        }
    }

    /** Refuses a call from outside the transaction its thread is in, and any call after {@link #close}. */
    public void requireUsable() {
        requireOpen();
        guard.requireOutside();
        gate.requireKept(contexts.writer().configuration());
    }

    /** Refuses to write outside the transaction its thread is in, and in one of the application that only reads. */
    void requireWritable() {
        requireUsable();
        gate.requireWritable();
    }

    /** Learns whether a statement that failed outside a block has ended the transaction of the application around it. */
    void failed(RuntimeException error) {
        gate.failed(contexts.writer().configuration(), error);
    }

    /** Returns the exception for a write that the engine refused, which says whose transaction only reads. */
    RuntimeException refusedWrite(UnavailableException refusal) {
        return gate.isInside() ? HostGate.readOnly(refusal) : refusal;
    }

    private void requireOpen() {
        if (pools != null && pools.writer().isClosed()) {
            throw new UnavailableException("This AroDatabase has been closed; open the database again.", null);
        }
    }

    /** Closes the pools that this object opened. */
    @Override
    public void close() {
        if (pools == null) {
            return;
        }
        if (upkeep != null) {
            upkeep.close();
        }
        if (spare != null) {
            spare.close();
        }
        pools.close();
    }
}
