package io.aro.db.connection;

import io.aro.db.error.VendorErrors;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Runs each call on a connection of its own; thread-safe. */
final class DatabaseSession implements Session {

    private final Connections connections;
    private final DSLContext writer;
    private final DSLContext reader;
    private final TransactionGuard guard;
    private final Ticker ticker;

    DatabaseSession(
            Connections connections, DSLContext writer, DSLContext reader, TransactionGuard guard, Ticker ticker) {
        this.connections = connections;
        this.writer = writer;
        this.reader = reader;
        this.guard = guard;
        this.ticker = ticker;
    }

    @Override
    public <R extends @Nullable Object> R read(Function<? super DSLContext, ? extends R> query) {
        return run(reader, query);
    }

    @Override
    public <R extends @Nullable Object> R write(Function<? super DSLContext, ? extends R> statement) {
        return run(writer, statement);
    }

    @Override
    public <R extends @Nullable Object> R atomically(Function<? super Session, ? extends R> work) {
        guard.requireOutside();
        return connections.<R, RuntimeException>inTransaction(work::apply);
    }

    @Override
    public Instant now() {
        return ticker.now();
    }

    @Override
    public UUID newId() {
        return ticker.newId();
    }

    private <R extends @Nullable Object> R run(DSLContext dsl, Function<? super DSLContext, ? extends R> statement) {
        guard.requireOutside();
        try {
            return statement.apply(dsl);
        } catch (DataAccessException e) {
            throw VendorErrors.translate(e);
        }
    }
}
