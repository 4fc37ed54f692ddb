package io.aro.db.repository;

import io.aro.db.error.AroDatabaseException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The execution context of a repository's statements: a database, or one transaction.
 *
 * <p>Implemented by the library only. The {@link DSLContext} is valid during the call only. Exceptions of jOOQ and of
 * the driver become an {@link AroDatabaseException}.
 */
public interface Session {

    /** Runs a query. Outside a transaction the connection is read-only and may lead to a replica. */
    <R extends @Nullable Object> R read(Function<? super DSLContext, ? extends R> query);

    /** Runs a query on the primary; a replica may lag. */
    <R extends @Nullable Object> R readPrimary(Function<? super DSLContext, ? extends R> query);

    /** Runs one writing statement. Outside a transaction the statement commits separately. */
    <R extends @Nullable Object> R write(Function<? super DSLContext, ? extends R> statement);

    /** Runs one writing statement without a result; otherwise like {@link #write}. */
    void run(Consumer<? super DSLContext> statement);

    /**
     * Runs several statements atomically, on the session passed to the function.
     *
     * <p>Outside a transaction the call opens a new transaction.
     */
    <R extends @Nullable Object> R atomically(Function<? super Session, ? extends R> work);

    /** Returns the current time in microseconds. Read the time once per operation. */
    Instant now();

    /** Returns a new UUID of version 7, ordered by creation time. */
    UUID newId();
}
