package io.aro.db.repository;

import io.aro.db.error.AroDatabaseException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The place where the statements of a repository run: the database at large, or one transaction.
 *
 * <p>The library makes sessions; an implementation of your own is not supported. The {@link DSLContext} is lent for the
 * call only and must not be kept. Exceptions of jOOQ and of the driver are translated to {@link AroDatabaseException}.
 */
public interface Session {

    /** Runs a query; outside a transaction on a connection that only reads, which may be of a replica. */
    <R extends @Nullable Object> R read(Function<? super DSLContext, ? extends R> query);

    /** Runs a query on the primary; a replica may lag. */
    <R extends @Nullable Object> R readPrimary(Function<? super DSLContext, ? extends R> query);

    /** Runs one writing statement; outside a transaction it commits by itself. */
    <R extends @Nullable Object> R write(Function<? super DSLContext, ? extends R> statement);

    /** Runs a writing statement like {@link #write} without a result. */
    void run(Consumer<? super DSLContext> statement);

    /** Runs several statements that take effect together, in the session handed in; outside a transaction it is a new one. */
    <R extends @Nullable Object> R atomically(Function<? super Session, ? extends R> work);

    /** Returns the time in microseconds; read it once per operation and pass it on. */
    Instant now();

    /** Returns a new UUID of version 7, which sorts by the time it was made. */
    UUID newId();
}
