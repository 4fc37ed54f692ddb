package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.internal.Dialect;
import io.aro.db.internal.JooqSettings;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Holds the connections of one database and runs its transactions; thread-safe.
 *
 * <p>Applications use it through {@code AroDatabase}.
 */
public final class Connections implements AutoCloseable {

    private final @Nullable Pools pools;
    private final @Nullable SparePool spare;
    private final DSLContext writer;
    private final DSLContext reader;
    private final Dialect dialect;
    private final Ticker ticker;
    private final TimeLimits limits;
    private final TransactionGuard guard;
    private @Nullable Upkeep upkeep;

    private Connections(
            @Nullable Pools pools,
            @Nullable SparePool spare,
            DSLContext writer,
            DSLContext reader,
            Ticker ticker,
            TimeLimits limits,
            TransactionGuard guard) {
        this.pools = pools;
        this.spare = spare;
        this.writer = writer;
        this.reader = reader;
        this.dialect = Dialect.of(writer.configuration());
        this.ticker = ticker;
        this.limits = limits;
        this.guard = guard;
    }

    /**
     * Opens the pools of a database, after migrating it or checking that it is migrated.
     *
     * @throws AroDatabaseException if it cannot be reached or has another schema version than the library
     */
    public static Connections open(AroDatabaseConfig config) {
        SchemaGate.beforePools(config);
        Pools pools = Pools.of(config);
        try {
            SchemaGate.afterPools(config, pools);
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
        Ticker ticker = new Ticker(config.clock(), config.random());
        TransactionGuard guard = new TransactionGuard();
        Connections connections = on(pools, config, ticker, guard);
        connections.upkeep = Pools.upkeep(config)
                .map(patient -> new Upkeep(() -> on(Pools.of(patient), patient, ticker, guard)))
                .orElse(null);
        return connections;
    }

    private static Connections on(Pools pools, AroDatabaseConfig config, Ticker ticker, TransactionGuard guard) {
        SQLDialect dialect = config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        UnaryOperator<DataSource> decorator = config.decorator();
        DSLContext writer = DSL.using(decorator.apply(pools.writer()), dialect, Pools.settings(config));
        DSLContext reader = DSL.using(decorator.apply(pools.reader()), dialect, Pools.settings(config));
        FieldCipher cipher = config.cipher();
        if (cipher != null) {
            writer.configuration().data(FieldCipher.class, cipher);
            reader.configuration().data(FieldCipher.class, cipher);
        }
        SparePool spare = Pools.spare(config)
                .map(source -> new SparePool(source, decorator, dialect, Pools.spareSettings(config)))
                .orElse(null);
        return new Connections(pools, spare, writer, reader, ticker, config.timeLimits(), guard);
    }

    /** Uses the connections and transactions of an application, which stay the application's to close. */
    public static Connections over(DSLContext applications, InstantSource clock) {
        return over(applications, clock, Ticker.UNFORESEEABLE);
    }

    /** Uses the connections of an application, and ids whose random part is made of other bits. */
    public static Connections over(DSLContext applications, InstantSource clock, Random random) {
        DSLContext ours = DSL.using(applications.configuration().derive(JooqSettings.over(applications.settings())));
        Ticker ticker = new Ticker(clock, random);
        return new Connections(null, null, ours, ours, ticker, TimeLimits.defaults(), new TransactionGuard());
    }

    /** Returns the session that runs each call on a connection of its own. */
    public Session session() {
        return new DatabaseSession(this, writer, reader, ticker);
    }

    /**
     * Returns a session on a connection of its own, which no handler can keep busy; where there is none, an ordinary one.
     */
    public Session aside() {
        if (spare == null) {
            return session();
        }
        DSLContext own = spare.dsl();
        return new DatabaseSession(this, own, own, ticker);
    }

    /** Returns the connections whose statements may run as long as upkeep takes; it has the transactions of this object. */
    public Connections upkeep() {
        return upkeep == null ? this : upkeep.connections();
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

    /** Is what a deadline holds for. */
    private interface Work<R extends @Nullable Object, X extends Exception> {

        R run() throws X;
    }

    private <R extends @Nullable Object, X extends Exception> R until(Deadline deadline, Work<R, X> work) throws X {
        if (pools == null) {
            return work.run();
        }
        pools.deadlines().enter(deadline);
        try {
            return work.run();
        } finally {
            pools.deadlines().leave();
        }
    }

    /** Tells whether a writer would have to wait for another of this object, while a reader would not. */
    public boolean isWriterBusy() {
        return pools != null
                && !pools.reader().equals(pools.writer())
                && pools.writer().size() == 1
                && pools.writer().lent() > 0;
    }

    /** Tells whether a query outside a transaction may have to wait for a transaction to end. */
    public boolean readsWaitForWriters() {
        return pools != null
                && pools.reader().equals(pools.writer())
                && pools.writer().size() == 1;
    }

    /** Runs a function in a transaction that commits if it returns and rolls back if it throws. */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(SessionFunction<R, X> work) throws X {
        requireOpen();
        guard.enter();
        try {
            return TransactionRunner.run(writer, ticker, false, work);
        } finally {
            guard.exit();
        }
    }

    /** Runs a function that reads one snapshot of the database and cannot write. */
    public <R extends @Nullable Object, X extends Exception> R readOnly(SessionFunction<R, X> work) throws X {
        requireOpen();
        guard.enter();
        try {
            return TransactionRunner.run(reader, ticker, true, session -> {
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
    }

    private void requireOpen() {
        if (pools != null && pools.writer().isClosed()) {
            throw new UnavailableException("This AroDatabase has been closed; open the database again.", null);
        }
    }

    /** Closes the pools that this object opened. */
    @Override
    public void close() {
        if (upkeep != null) {
            upkeep.close();
        }
        if (spare != null) {
            spare.close();
        }
        if (pools != null) {
            pools.close();
        }
    }
}
