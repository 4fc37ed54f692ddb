package io.aro.db.internal.session;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.internal.binding.TimeBinding;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.pool.ReplicaSource;
import io.aro.db.internal.value.ClockAndIds;
import io.aro.db.internal.value.Values;
import io.aro.db.repository.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The session outside transactions; each call runs on its own connection. Thread-safe.
 *
 * <p>Provides the time and the ids for its transactions, too.
 */
final class DatabaseSession implements InternalSession {

    private final Connections connections;
    private final DSLContext writer;
    private final DSLContext reader;
    private final DSLContext lagging;
    private final @Nullable ReplicaSource replica;
    private final Dialect dialect;
    private final InstantSource clock;
    private final TimeBasedEpochGenerator ids;

    /**
     * Whether the server's clock is used. Only the system clock yields to the server's; an injected clock takes
     * precedence.
     */
    private final boolean byServer;

    DatabaseSession(Connections connections, Contexts contexts, ClockAndIds shared) {
        this.connections = connections;
        this.writer = contexts.writer();
        this.reader = contexts.reader();
        this.lagging = contexts.lagging();
        this.replica = contexts.replica();
        this.dialect = Dialect.of(writer.configuration());
        this.clock = shared.clock();
        this.ids = shared.ids();
        this.byServer = isSystems(clock) && dialect.serverTime(DSL.inline(0L)).isPresent();
    }

    private DatabaseSession(DatabaseSession other, DSLContext only) {
        this.connections = other.connections;
        this.writer = only;
        this.reader = only;
        this.lagging = only;
        this.replica = null;
        this.dialect = other.dialect;
        this.clock = other.clock;
        this.ids = other.ids;
        this.byServer = other.byServer;
    }

    /** Returns whether the clock is a system clock, in any zone and of any tick length. */
    private static boolean isSystems(InstantSource clock) {
        if (!(clock instanceof Clock zoned)) {
            return clock.equals(InstantSource.system());
        }
        ZoneId zone = zoned.getZone();
        return Stream.of(
                        InstantSource.system().withZone(zone),
                        Clock.tickMillis(zone),
                        Clock.tickSeconds(zone),
                        Clock.tickMinutes(zone))
                .anyMatch(clock::equals);
    }

    /** Returns a copy with a single context for reads and writes. */
    DatabaseSession on(DSLContext only) {
        return new DatabaseSession(this, only);
    }

    @Override
    public <R extends @Nullable Object> R read(Function<? super DSLContext, ? extends R> query) {
        connections.requireUsable();
        try {
            return readAnywhere(query);
        } catch (UnavailableException e) {
            throw connections.told(VendorErrors.isWriteRefused(e) ? onlyReads(e) : e);
        } catch (AroDatabaseException e) {
            throw connections.told(e);
        }
    }

    /** Repeats a query on the primary if the replica fails meanwhile, for each of the queries under way there. */
    private <R extends @Nullable Object> R readAnywhere(Function<? super DSLContext, ? extends R> query) {
        if (replica == null || !replica.isReadable()) {
            // The database may have been closed during the wait for a position.
            connections.requireUsable();
            return run(reader, query);
        }
        try {
            return run(lagging, query);
        } catch (AroDatabaseException e) {
            if (!replica.isToBeRepeated(e)) {
                throw e;
            }
            return run(reader, query);
        }
    }

    @Override
    public <R extends @Nullable Object> R readPrimary(Function<? super DSLContext, ? extends R> query) {
        connections.requireUsable();
        try {
            return run(reader, query);
        } catch (AroDatabaseException e) {
            throw connections.told(e);
        }
    }

    @Override
    public <R extends @Nullable Object> R write(Function<? super DSLContext, ? extends R> statement) {
        connections.requireWritable();
        try {
            return run(writer, statement);
        } catch (UnavailableException e) {
            throw connections.told(VendorErrors.isWriteRefused(e) ? connections.refusedWrite(e) : e);
        } catch (AroDatabaseException e) {
            throw connections.told(e);
        }
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
        connections.requireUsable();
        return connections.<R, RuntimeException>inTransaction(work::apply);
    }

    @Override
    public Instant now() {
        return Values.instant("the clock", clock.instant());
    }

    @Override
    public SqlClock time() {
        return byServer ? new OfServer(dialect) : new Fixed(now());
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public UUID newId() {
        return ids.construct(clock.millis());
    }

    private <R extends @Nullable Object> R run(DSLContext dsl, Function<? super DSLContext, ? extends R> statement) {
        try {
            return statement.apply(dsl);
        } catch (RuntimeException e) {
            if (VendorErrors.isOfDriver(e)) {
                connections.failed(e);
            }
            throw DatabaseFailures.translated(e);
        }
    }

    /**
     * Returns the exception for a write refused by the engine in a read-only transaction. Returns null in any other
     * transaction, and replaces the connections: the server is no primary any more.
     */
    @Nullable
    AroDatabaseException refusal(boolean readOnly, RuntimeException refusal) {
        if (readOnly) {
            return transactionOnlyReads(refusal);
        }
        connections.replaceConnections();
        return null;
    }

    static TransactionMisuseException transactionOnlyReads(@Nullable RuntimeException refusal) {
        return new TransactionMisuseException(
                "This transaction is read-only; write in db.inTransaction(…), outside a transaction of the host"
                        + " application with readOnly = true.",
                refusal);
    }

    private static TransactionMisuseException onlyReads(UnavailableException refusal) {
        return new TransactionMisuseException(
                "session.read(…) only reads; use session.write(…) for a statement that writes.", refusal);
    }

    /** A clock fixed at one moment. */
    private record Fixed(Instant moment) implements SqlClock {

        @Override
        public Field<Instant> now() {
            return after(Duration.ZERO);
        }

        @Override
        public Field<Instant> after(Duration duration) {
            return DSL.val(value(duration), TimeBinding.TYPE);
        }

        @Override
        public boolean isOfServer() {
            return false;
        }

        @Override
        public Instant value(Duration duration) {
            return moment.plus(duration);
        }
    }

    /** The server's time. */
    private record OfServer(Dialect dialect) implements SqlClock {

        @Override
        public Field<Instant> now() {
            return after(Duration.ZERO);
        }

        @Override
        public Field<Instant> after(Duration duration) {
            return dialect.serverTime(DSL.val(value(duration))).orElseThrow();
        }

        @Override
        public boolean isOfServer() {
            return true;
        }

        @Override
        public Long value(Duration duration) {
            return TimeUnit.MICROSECONDS.convert(duration);
        }
    }
}
