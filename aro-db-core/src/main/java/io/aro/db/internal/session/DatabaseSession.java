package io.aro.db.internal.session;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A session that runs each call on a connection of its own; thread-safe. */
final class DatabaseSession implements InternalSession {

    private final Connections connections;
    private final DSLContext writer;
    private final DSLContext reader;
    private final ClockAndIds clock;
    private final Dialect dialect;

    DatabaseSession(Connections connections, DSLContext writer, DSLContext reader, ClockAndIds clock, Dialect dialect) {
        this.connections = connections;
        this.writer = writer;
        this.reader = reader;
        this.clock = clock;
        this.dialect = dialect;
    }

    @Override
    public <R extends @Nullable Object> R read(Function<? super DSLContext, ? extends R> query) {
        connections.requireUsable();
        try {
            return run(reader, query);
        } catch (UnavailableException e) {
            throw VendorErrors.isWriteRefused(e) ? onlyReads(e) : e;
        }
    }

    @Override
    public <R extends @Nullable Object> R readPrimary(Function<? super DSLContext, ? extends R> query) {
        connections.requireUsable();
        return run(writer, query);
    }

    @Override
    public <R extends @Nullable Object> R write(Function<? super DSLContext, ? extends R> statement) {
        connections.requireWritable();
        try {
            return run(writer, statement);
        } catch (UnavailableException e) {
            throw VendorErrors.isWriteRefused(e) ? connections.refusedWrite(e) : e;
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
        return clock.now();
    }

    @Override
    public SqlClock time() {
        return clock.sql(dialect);
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public UUID newId() {
        return clock.newId();
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

    private static TransactionMisuseException onlyReads(UnavailableException refusal) {
        return new TransactionMisuseException(
                "session.read(…) only reads; use session.write(…) for a statement that writes.", refusal);
    }
}
