package io.aro.db.error.internal;

import io.aro.db.error.AroDatabaseException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Translates what the drivers throw into the exceptions of this package; it is the only place that reads vendor codes.
 *
 * <p>SQLite's driver sets no SQLSTATE, so its result codes decide. Which code has which meaning is in tables, and
 * docs/errors.md lists them.
 */
public final class VendorErrors {

    private static final String READ_ONLY_STATE = "25006";

    private VendorErrors() {}

    /** Tells whether the engine refused to write because the connection or its transaction only reads. */
    public static boolean isWriteRefused(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLiteException sqlite) {
                return sqlite.getResultCode() == SQLiteErrorCode.SQLITE_READONLY;
            }
            if (at instanceof SQLException sql && READ_ONLY_STATE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a driver's exception is the error or one of its causes. */
    public static boolean isOfDriver(Throwable error) {
        return chain(error).anyMatch(SQLException.class::isInstance);
    }

    /**
     * Tells whether the server of PostgreSQL has ended the connection or cannot be reached over it, so that its transaction
     * is gone.
     *
     * <p>These are class 08 and the states that the server sends with the severity FATAL to a connection that works.
     */
    public static boolean isConnectionLost(Throwable error) {
        return chain(error)
                .filter(SQLException.class::isInstance)
                .map(at -> ((SQLException) at).getSQLState())
                .filter(Objects::nonNull)
                .findFirst()
                .filter(PostgresStates::endsConnection)
                .isPresent();
    }

    /**
     * Returns the exception that stands for the error; one of ours is returned as it is.
     *
     * <p>Its cause is the error as far as that quotes no values, else a copy of the driver's exception without them.
     */
    public static AroDatabaseException translate(Throwable error) {
        Throwable cause = unquoted(error);
        return chain(error)
                .flatMap(at -> translated(at, cause).stream())
                .findFirst()
                .orElseGet(() -> withoutCode(error, cause));
    }

    /** Returns the error itself if it quotes no values of rows or statements, else a copy of the driver's exception without them. */
    public static Throwable unquoted(Throwable error) {
        return UnquotedCause.of(error);
    }

    /** Returns the exception for one of ours, or one with a code; nothing for any other. */
    private static Optional<AroDatabaseException> translated(Throwable error, Throwable cause) {
        return switch (error) {
            case AroDatabaseException ours -> Optional.of(ours);
            case SQLiteException sqlite ->
                Optional.of(SqliteCodes.of(sqlite)
                        .of(new VendorFault(sqlite.getResultCode().name(), sqlite, cause)));
            case SQLException sql -> translated(sql, sql.getSQLState(), cause);
            default -> Optional.empty();
        };
    }

    private static Optional<AroDatabaseException> translated(
            SQLException error, @Nullable String state, Throwable cause) {
        return state == null || state.isEmpty() || isWrapped(error)
                ? Optional.empty()
                : Optional.of(PostgresStates.of(error, state).of(new VendorFault(state, error, cause)));
    }

    /** A failed batch repeats the state of the error that it carries, but does not name the constraint. */
    private static boolean isWrapped(SQLException error) {
        return error instanceof BatchUpdateException && following(error) instanceof SQLException;
    }

    private static AroDatabaseException withoutCode(Throwable error, Throwable cause) {
        Throwable telling = chain(error)
                .filter(at -> StatelessErrors.find(at) != null)
                .findFirst()
                .orElse(error);
        Meaning meaning = Objects.requireNonNullElse(StatelessErrors.find(telling), Meaning.NO_CODE);
        SQLException vendor = telling instanceof SQLException sql ? sql : null;
        // An exception of jOOQ or of an application may quote any value.
        boolean isPlain = meaning == Meaning.NO_LIBRARY || isOfDriver(error);
        return meaning.of(
                new VendorFault(VendorFault.NO_CODE, vendor, isPlain ? cause : UnquotedCause.withheld(error)));
    }

    /** Returns the error and what led to it: its causes, and where a batch has none, the exception that follows it. */
    private static Stream<Throwable> chain(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, VendorErrors::following);
    }

    private static @Nullable Throwable following(Throwable error) {
        Throwable cause = error.getCause();
        return cause == null && error instanceof SQLException sql ? sql.getNextException() : cause;
    }
}
