package io.aro.db.repository;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.internal.session.SqlClock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Is where the statements of a repository run: the database at large, or one transaction.
 *
 * <p>The {@link DSLContext} is lent for the call only and must not be kept. Whatever jOOQ or a driver throws comes out
 * as an {@link AroDatabaseException}.
 */
public interface Session {

    /** Runs a query; outside a transaction on a connection that only reads. */
    <R extends @Nullable Object> R read(Function<? super DSLContext, ? extends R> query);

    /** Runs a query where it is written, so that it is never behind; a replica may be. */
    <R extends @Nullable Object> R readPrimary(Function<? super DSLContext, ? extends R> query);

    /** Runs one writing statement; outside a transaction it commits by itself. */
    <R extends @Nullable Object> R write(Function<? super DSLContext, ? extends R> statement);

    /** Runs several statements that take effect together, in the session handed in; outside a transaction it is a new one. */
    <R extends @Nullable Object> R atomically(Function<? super Session, ? extends R> work);

    /** Returns the time in microseconds; read it once per operation and pass it on. */
    Instant now();

    /** Returns the present as a statement says it, for times that several machines must agree on. */
    SqlClock time();

    /** Returns a new UUID of version 7, which sorts by the time it was made. */
    UUID newId();
}
