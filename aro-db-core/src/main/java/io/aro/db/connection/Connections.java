package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.internal.Dialect;
import io.aro.db.internal.JooqSettings;
import java.time.InstantSource;
import java.util.Random;
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
    private final TransactionGuard guard = new TransactionGuard();

    private Connections(
            @Nullable Pools pools, @Nullable SparePool spare, DSLContext writer, DSLContext reader, Ticker ticker) {
        this.pools = pools;
        this.spare = spare;
        this.writer = writer;
        this.reader = reader;
        this.dialect = Dialect.of(writer.configuration());
        this.ticker = ticker;
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
        SQLDialect dialect = config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        UnaryOperator<DataSource> decorator = config.decorator();
        DSLContext writer = DSL.using(decorator.apply(pools.writer()), dialect, JooqSettings.create());
        DSLContext reader = DSL.using(decorator.apply(pools.reader()), dialect, JooqSettings.create());
        FieldCipher cipher = config.cipher();
        if (cipher != null) {
            writer.configuration().data(FieldCipher.class, cipher);
            reader.configuration().data(FieldCipher.class, cipher);
        }
        SparePool spare = Pools.spare(config)
                .map(source -> new SparePool(source, decorator, dialect))
                .orElse(null);
        return new Connections(pools, spare, writer, reader, new Ticker(config.clock(), config.random()));
    }

    /** Uses the connections and transactions of an application, which stay the application's to close. */
    public static Connections over(DSLContext applications, InstantSource clock) {
        return over(applications, clock, Ticker.UNFORESEEABLE);
    }

    /** Uses the connections of an application, and ids whose random part is made of other bits. */
    public static Connections over(DSLContext applications, InstantSource clock, Random random) {
        DSLContext ours = DSL.using(applications.configuration().derive(JooqSettings.over(applications.settings())));
        return new Connections(null, null, ours, ours, new Ticker(clock, random));
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
                        dialect.leaveReadOnly(session.dsl());
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
        if (spare != null) {
            spare.close();
        }
        if (pools != null) {
            pools.close();
        }
    }
}
