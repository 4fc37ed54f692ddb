package io.aro.db.internal.session;

import io.aro.db.connection.WritePosition;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.internal.naming.QualifiedNames;
import io.aro.db.internal.observation.Observers;
import io.aro.db.internal.pool.DatabaseFiles;
import io.aro.db.internal.pool.Deadline;
import io.aro.db.internal.pool.Pools;
import io.aro.db.internal.pool.ReplicaSource;
import io.aro.db.internal.value.ClockAndIds;
import io.aro.db.internal.value.Values;
import io.aro.db.observation.DatabaseEvent;
import io.aro.db.observation.DatabaseListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connections and transactions of one database. Thread-safe. */
public final class Connections implements AutoCloseable {

    private static final long SHORTEST_WAIT = Duration.ofMillis(1).toNanos();

    private final Contexts contexts;
    private final ClockAndIds clock;
    private final Duration request;
    private final DatabaseSession session;

    /** Set while a thread is in a transaction; shared with maintenance and the connections beside a host. */
    private final ThreadLocal<Boolean> inTransaction;

    private final @Nullable HostGate host;
    private final @Nullable OnFirstUse<Connections> maintenance;
    private final @Nullable Pools pools;
    private final @Nullable ReservedConnection reserved;
    private final AtomicBoolean closed;
    private final Observers observers;
    private final Blocks blocks;

    /**
     * Creates the connections from the parts of an open database.
     *
     * @param pools the pools of the library; null over the connections of a host application
     * @param reserved the connection for lease renewals; null in memory and over a host application
     * @param request the longest wait of a request
     * @param host the guard for host transactions; null without a host application
     * @param maintenance the connections with the longer maintenance limit; null if this object's limit applies
     * @param closed set by the close of the database, and shared by its views
     * @param observers the listeners
     */
    public Connections(
            @Nullable Pools pools,
            @Nullable ReservedConnection reserved,
            Contexts contexts,
            ClockAndIds clock,
            Duration request,
            ThreadLocal<Boolean> inTransaction,
            @Nullable HostGate host,
            @Nullable OnFirstUse<Connections> maintenance,
            AtomicBoolean closed,
            Observers observers) {
        this.contexts = contexts;
        this.clock = clock;
        this.request = request;
        this.session = new DatabaseSession(this, contexts, clock);
        this.inTransaction = inTransaction;
        this.host = host;
        this.maintenance = maintenance;
        this.pools = pools;
        this.reserved = reserved;
        this.closed = closed;
        this.observers = observers;
        this.blocks = new Blocks(session, contexts.writer(), inTransaction, host, closed, observers);
    }

    /** Returns a view whose reads see all writes up to the position, also on a replica. */
    public Connections readingAfter(WritePosition position) {
        return view(contexts.after(position), observers);
    }

    /** Returns a view with an additional listener. */
    public Connections withListener(DatabaseListener listener) {
        return view(contexts, observers.with(Values.required("listener", listener)));
    }

    private Connections view(Contexts ofView, Observers told) {
        return new Connections(pools, reserved, ofView, clock, request, inTransaction, host, maintenance, closed, told);
    }

    /** Returns further connections to this database with the listeners of this view. */
    private Connections observed(Connections further) {
        return observers.isEmpty() ? further : further.view(further.contexts, observers);
    }

    /** Returns the position after all writes committed so far; without a replica {@link WritePosition#NONE}. */
    public WritePosition writePosition() {
        return contexts.replica() == null ? WritePosition.NONE : session.write(ReplicaSource::written);
    }

    /** Returns the session outside transactions. Each call runs on its own connection. */
    public InternalSession session() {
        return session;
    }

    /**
     * Returns a session on the reserved connection, which stays available while handlers occupy all pooled connections.
     * Without a reserved connection, returns an ordinary session outside host transactions.
     */
    public InternalSession reserved() {
        Connections own = host == null ? this : observed(host.own());
        return own.session.on(reserved == null ? own.contexts.aside() : reserved.dsl());
    }

    /**
     * Returns connections with their own transactions, for work committed independently of host transactions.
     *
     * @param call the name of the call, for messages
     * @throws TransactionMisuseException if this thread is in a transaction, of the library or of the host application
     * @throws ConfigurationException if the host application provides no pool
     */
    public Connections own(String call) {
        requireOutsideHost(call, "call it outside the transaction");
        return host == null ? this : observed(host.own());
    }

    /** Refuses a call inside a host transaction; the message recommends {@code instead}. */
    public void requireOutsideHost(String call, String instead) {
        blocks.requireOutsideHost(call, instead);
    }

    /** Runs a function on a new connection, then closed; without a reserved connection as on {@link #reserved}. */
    public <R> R onAnother(Function<? super InternalSession, ? extends R> work) {
        if (reserved == null) {
            return work.apply(reserved());
        }
        try (ReservedConnection another = reserved.another()) {
            return work.apply(session.on(another.dsl()));
        }
    }

    /** Returns the connections with the maintenance limit of statements. The transaction flag of a thread is shared. */
    public Connections maintenance() {
        try {
            return maintenance == null ? this : observed(maintenance.get());
        } catch (AroDatabaseException e) {
            throw told(e);
        }
    }

    /** Returns the files of a SQLite database opened by the library; empty in all other cases. */
    public Optional<DatabaseFiles> files() {
        return Optional.ofNullable(pools).map(Pools::files);
    }

    /** Returns the configured schema, or null for the search path. */
    public @Nullable String schema() {
        return QualifiedNames.schemaOf(contexts.writer().configuration());
    }

    /** Returns the deadline of a request starting now. */
    public Deadline deadline() {
        long end = System.nanoTime() + request.toNanos();
        return () -> Duration.ofNanos(Math.max(end - System.nanoTime(), SHORTEST_WAIT));
    }

    /** Runs statements with a deadline for connection and SQLite's file lock; no effect over a host application. */
    public <R extends @Nullable Object, X extends Exception> R within(Deadline end, Deadline.Work<R, X> statements)
            throws X {
        if (pools == null) {
            return statements.run();
        }
        pools.deadline().set(end);
        try {
            return statements.run();
        } finally {
            pools.deadline().remove();
        }
    }

    /** Runs a function like {@link #inTransaction(SessionFunction)}, in a transaction begun before the deadline. */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(Deadline end, SessionFunction<R, X> work)
            throws X {
        return within(end, () -> inTransaction(work));
    }

    /** Returns whether a new writer would wait for a writer of this object, but a reader would not. */
    public boolean isWriterBusy() {
        return pools != null && pools.isWriterBusy();
    }

    /** Returns whether queries outside transactions wait for transactions, because both share a single connection. */
    public boolean readsWaitForWriters() {
        return pools != null && pools.isSingle();
    }

    /**
     * Runs a function in a transaction, or joins the host's. A normal return commits; an exception rolls back.
     *
     * @throws TransactionMisuseException if this thread is already in a transaction of the library
     */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(SessionFunction<R, X> work) throws X {
        return blocks.run(work);
    }

    /** Returns whether this thread is in a host transaction. */
    public boolean isInsideHost() {
        return host != null && host.isInside();
    }

    /** Runs a function in a savepoint of the host transaction, which remains usable after an exception. */
    public <R extends @Nullable Object, X extends Exception> R joined(SessionFunction<R, X> work) throws X {
        return blocks.joined(work);
    }

    /** Runs an action after the commit of this thread's host transaction; never over a {@code DSLContext}. */
    public void afterHostCommit(Runnable action) {
        if (host != null) {
            host.afterCommit(action);
        }
    }

    /** Runs a read-only function on one snapshot of the database, possibly on the replica. */
    public <R extends @Nullable Object, X extends Exception> R readOnly(SessionFunction<R, X> work) throws X {
        return blocks.readOnly(contexts.snapshots(), work);
    }

    /** Refuses calls during a transaction of this thread, in a lost host transaction, and after {@link #close}. */
    public void requireUsable() {
        blocks.requireUsable();
    }

    /** Refuses writes under the conditions of {@link #requireUsable}, and in a read-only host transaction. */
    void requireWritable() {
        blocks.requireWritable();
    }

    /** Returns whether a listener waits for events. Otherwise none should be created. */
    public boolean isObserved() {
        return !observers.isEmpty();
    }

    /** Reports an event to the listeners at once. */
    public void tell(DatabaseEvent event) {
        observers.tell(event);
    }

    /** Reports the failure of a call to the listeners, and returns the exception. */
    AroDatabaseException told(AroDatabaseException failure) {
        return blocks.told(failure);
    }

    /** Checks for the loss of the host transaction after a failed statement outside a block. */
    void failed(RuntimeException error) {
        if (host != null) {
            host.failed(contexts.writer().configuration(), error);
        }
    }

    /** Replaces all connections to a server that refuses writes, such as the former primary after a fail-over. */
    void replaceConnections() {
        if (pools != null) {
            pools.writer().replaceConnections();
        }
        Optional.ofNullable(reserved).ifPresent(ReservedConnection::replaceConnection);
        Optional.ofNullable(maintenance).ifPresent(known -> known.ifOpen(Connections::replaceConnections));
    }

    /** Returns the exception for a write refused by the engine; inside a host transaction it names that transaction. */
    AroDatabaseException refusedWrite(UnavailableException refusal) {
        replaceConnections();
        return isInsideHost() ? HostGate.readOnly(refusal) : refusal;
    }

    /** Closes the pools opened by the library. Does nothing over a host application. */
    @Override
    public void close() {
        if (pools == null) {
            return;
        }
        closed.set(true);
        if (maintenance != null) {
            maintenance.close();
        }
        if (reserved != null) {
            reserved.close();
        }
        pools.close();
    }
}
