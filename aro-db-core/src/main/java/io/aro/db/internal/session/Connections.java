package io.aro.db.internal.session;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.internal.pool.DatabaseFiles;
import io.aro.db.internal.pool.Deadline;
import io.aro.db.internal.pool.Pool;
import io.aro.db.internal.pool.Pools;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The connections and transactions of one database; thread-safe. */
public final class Connections implements AutoCloseable {

    private static final long SHORTEST_WAIT = Duration.ofMillis(1).toNanos();

    private final DSLContext writer;
    private final DSLContext snapshots;
    private final DSLContext primarySnapshots;
    private final DSLContext aside;
    private final Duration request;
    private final DatabaseSession session;

    /** Shared with the connections for upkeep and with those beside a host; set while a thread is in a transaction. */
    private final ThreadLocal<Boolean> inTransaction;

    private final @Nullable HostGate host;
    private final @Nullable OnFirstUse<Connections> upkeep;
    private final @Nullable Pools pools;
    private final @Nullable Pool writers;
    private final @Nullable Pool readers;
    private final @Nullable ThreadLocal<@Nullable Deadline> deadline;
    private final @Nullable ReservedConnection reserved;
    private volatile boolean closed;

    /**
     * Keeps the parts of an open database.
     *
     * @param pools the pools that it opened; null over the connections of an application
     * @param request the longest wait of a request
     * @param host the transactions of an application; null without any
     * @param upkeep the connections whose statements may run longer; null if these are the same
     */
    public Connections(
            @Nullable Pools pools,
            @Nullable ReservedConnection reserved,
            Contexts contexts,
            ClockAndIds clock,
            Duration request,
            ThreadLocal<Boolean> inTransaction,
            @Nullable HostGate host,
            @Nullable OnFirstUse<Connections> upkeep) {
        this.writer = contexts.writer();
        this.snapshots = contexts.snapshots();
        this.primarySnapshots = contexts.primarySnapshots();
        this.aside = contexts.aside();
        this.request = request;
        this.session = new DatabaseSession(this, writer, contexts.reader(), clock);
        this.inTransaction = inTransaction;
        this.host = host;
        this.upkeep = upkeep;
        this.pools = pools;
        this.writers = pools == null ? null : pools.writer();
        this.readers = pools == null ? null : pools.reader();
        this.deadline = pools == null ? null : pools.deadline();
        this.reserved = reserved;
    }

    /** Returns the session that runs each call on a connection of its own. */
    public InternalSession session() {
        return session;
    }

    /**
     * Returns a session on the reserved connection, which no handler can keep busy. Where there is none, it is an ordinary
     * session outside any transaction of an application.
     */
    public InternalSession reserved() {
        Connections own = host == null ? this : host.own();
        return own.session.on(reserved == null ? own.aside : reserved.dsl());
    }

    /**
     * Returns the connections whose transactions are their own, for work that stays committed whatever becomes of a
     * transaction of the application.
     *
     * @param call the name of the call that needs them
     * @throws TransactionMisuseException if this thread is in a transaction of the application
     * @throws ConfigurationException if the application gave no pool to take them from
     */
    public Connections own(String call) {
        requireOutsideHost(call, "call it outside of that");
        return host == null ? this : host.own();
    }

    /** Refuses a call inside a transaction of the application, and tells the way to make it instead. */
    public void requireOutsideHost(String call, String instead) {
        requireUsable();
        if (host != null) {
            host.requireOutside(call, instead);
        }
    }

    /**
     * Runs a function on a connection that is opened for it, which keeps no renewal of a lease waiting. Where there is
     * none, it runs on the session of {@link #reserved}.
     */
    public <R> R onAnother(Function<? super InternalSession, ? extends R> work) {
        if (reserved == null) {
            return work.apply(reserved());
        }
        try (ReservedConnection another = reserved.another()) {
            return work.apply(session.on(another.dsl()));
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
        long end = System.nanoTime() + request.toNanos();
        return () -> Duration.ofNanos(Math.max(end - System.nanoTime(), SHORTEST_WAIT));
    }

    /** Runs statements that get their connection, and on SQLite the lock on the file, by the deadline. */
    public <R extends @Nullable Object, X extends Exception> R within(Deadline end, Deadline.Work<R, X> statements)
            throws X {
        if (deadline == null) {
            return statements.run();
        }
        deadline.set(end);
        try {
            return statements.run();
        } finally {
            deadline.remove();
        }
    }

    /** Runs a function like {@link #inTransaction(SessionFunction)} in a transaction that begins by the deadline. */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(Deadline end, SessionFunction<R, X> work)
            throws X {
        return within(end, () -> inTransaction(work));
    }

    /** Tells whether a writer would have to wait for another of this object, while a reader would not. */
    public boolean isWriterBusy() {
        return writers != null && !writers.equals(readers) && writers.isSingle() && writers.isLent();
    }

    /** Tells whether a query outside a transaction may have to wait for a transaction to end. */
    public boolean readsWaitForWriters() {
        return writers != null && writers.equals(readers) && writers.isSingle();
    }

    /** Runs a function in a transaction that commits if it returns and rolls back if it throws. */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(SessionFunction<R, X> work) throws X {
        requireNoTransaction();
        if (host == null) {
            return run(writer, false, null, work);
        }
        host.requireKept(writer.configuration());
        return run(writer, host.onlyReads(), host.around(), work);
    }

    /** Tells whether this thread is in a transaction of the application. */
    public boolean isInsideHost() {
        return host != null && host.isInside();
    }

    /** Runs a function in a savepoint of the application's transaction, which can go on if the function throws. */
    public <R extends @Nullable Object, X extends Exception> R joined(SessionFunction<R, X> work) throws X {
        requireWritable();
        return run(NestedTransactions.inside(writer), false, host == null ? null : host.around(), work);
    }

    /**
     * Runs an action after the application has committed the transaction that this thread is in.
     *
     * <p>It is not run after a rollback, nor beside a {@code DSLContext}, which does not tell of the end.
     */
    public void afterHostCommit(Runnable action) {
        if (host != null) {
            host.afterCommit(action);
        }
    }

    /** Runs a function that reads one snapshot of the database and cannot write. */
    public <R extends @Nullable Object, X extends Exception> R readOnly(SessionFunction<R, X> work) throws X {
        return readOnly(snapshots, work);
    }

    /** Runs a function like {@link #readOnly(SessionFunction)}, but never on a replica, which may lag. */
    public <R extends @Nullable Object, X extends Exception> R readOnlyPrimary(SessionFunction<R, X> work) throws X {
        return readOnly(primarySnapshots, work);
    }

    private <R extends @Nullable Object, X extends Exception> R readOnly(DSLContext where, SessionFunction<R, X> work)
            throws X {
        requireNoTransaction();
        if (host != null) {
            host.requireOutside("A snapshot", "call readOnly outside, or read in that");
        }
        return run(where, true, null, snapshot -> snapshot.readingOnly(work));
    }

    private <R extends @Nullable Object, X extends Exception> R run(
            DSLContext where, boolean readOnly, @Nullable HostLosses around, SessionFunction<R, X> work) throws X {
        inTransaction.set(true);
        try {
            return TransactionSession.run(where, session, readOnly, around, work);
        } finally {
            inTransaction.remove();
        }
    }

    /** A second transaction would wait for a connection that its own thread holds, until the pool's timeout. */
    private void requireNoTransaction() {
        requireOpen();
        if (inTransaction.get() != null) {
            throw new TransactionMisuseException(
                    "This thread is in a transaction already; use tx.savepoint(…) for a part that may fail.");
        }
    }

    /** Refuses a call from outside the transaction its thread is in, and any call after {@link #close}. */
    public void requireUsable() {
        requireOpen();
        if (inTransaction.get() != null) {
            throw new TransactionMisuseException(
                    "This thread is in a transaction; use the repositories of tx, not those of the database.");
        }
        if (host != null) {
            host.requireKept(writer.configuration());
        }
    }

    /** Refuses to write outside the transaction its thread is in, and in one of the application that only reads. */
    void requireWritable() {
        requireUsable();
        if (host != null) {
            host.requireWritable();
        }
    }

    /** Learns whether a statement that failed outside a block has ended the transaction of the application around it. */
    void failed(RuntimeException error) {
        if (host != null) {
            host.failed(writer.configuration(), error);
        }
    }

    /** Returns the exception for a write that the engine refused, which says whose transaction only reads. */
    RuntimeException refusedWrite(UnavailableException refusal) {
        return isInsideHost() ? HostGate.readOnly(refusal) : refusal;
    }

    private void requireOpen() {
        if (closed) {
            throw new UnavailableException("This AroDatabase has been closed; open the database again.", null);
        }
    }

    /** Closes the pools that this object opened. */
    @Override
    public void close() {
        if (pools == null) {
            return;
        }
        closed = true;
        if (upkeep != null) {
            upkeep.close();
        }
        if (reserved != null) {
            reserved.close();
        }
        pools.close();
    }
}
