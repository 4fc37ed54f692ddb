package io.aro.db.error.internal;

import io.aro.db.error.AroDatabaseException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The translation of driver exceptions into the exceptions of aro-db. No other class reads vendor codes.
 *
 * <p>SQLite's driver sets no SQLSTATE; its result codes decide instead. Tables map each code to its meaning,
 * listed in docs/errors.md.
 */
public final class VendorErrors {

    private static final String READ_ONLY_STATE = "25006";

    private VendorErrors() {}

    /** Returns whether the engine rejected a write on a read-only connection or transaction. */
    public static boolean isWriteRefused(Throwable error) {
        for (Throwable at : CauseChain.of(error).toList()) {
            if (at instanceof SQLiteException sqlite) {
                return sqlite.getResultCode() == SQLiteErrorCode.SQLITE_READONLY;
            }
            if (at instanceof SQLException sql && READ_ONLY_STATE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the error or one of its causes is an exception of a driver. */
    public static boolean isOfDriver(Throwable error) {
        return CauseChain.withNext(error).anyMatch(SQLException.class::isInstance);
    }

    /**
     * Returns whether the connection to the PostgreSQL server is lost, and with it the transaction.
     *
     * <p>Covers class 08 and the states sent with severity FATAL on a working connection.
     */
    public static boolean isConnectionLost(Throwable error) {
        return CauseChain.withNext(error)
                .filter(SQLException.class::isInstance)
                .map(at -> ((SQLException) at).getSQLState())
                .filter(Objects::nonNull)
                .findFirst()
                .filter(PostgresStates::endsConnection)
                .isPresent();
    }

    /**
     * Returns the exception for the error; an exception of aro-db is returned unchanged.
     *
     * <p>The cause is {@link #unquoted} of the error.
     */
    public static AroDatabaseException translate(Throwable error) {
        Throwable cause = unquoted(error);
        return CauseChain.withNext(error)
                .flatMap(at -> translated(at, cause).stream())
                .findFirst()
                .orElseGet(() -> withoutCode(error, cause));
    }

    /**
     * Returns the error itself if it quotes no values of rows or statements, else a copy of the driver's
     * exception without quotes.
     */
    public static Throwable unquoted(Throwable error) {
        return UnquotedCause.of(error);
    }

    /** Returns the exception for an error of aro-db or an error with a code; empty for any other. */
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

    /** The exception of a failed batch repeats the state of its cause but does not name the constraint. */
    private static boolean isWrapped(SQLException error) {
        return error instanceof BatchUpdateException && CauseChain.following(error) instanceof SQLException;
    }

    private static AroDatabaseException withoutCode(Throwable error, Throwable cause) {
        Throwable telling = CauseChain.withNext(error)
                .filter(at -> StatelessErrors.find(at) != null)
                .findFirst()
                .orElse(error);
        Meaning meaning = Objects.requireNonNullElse(StatelessErrors.find(telling), Meaning.NO_CODE);
        SQLException vendor = telling instanceof SQLException sql ? sql : null;
        // An exception of jOOQ or of the host application may quote any value.
        boolean isPlain = meaning == Meaning.NO_LIBRARY || isOfDriver(error);
        return meaning.of(
                new VendorFault(VendorFault.NO_CODE, vendor, isPlain ? cause : UnquotedCause.withheld(error)));
    }
}
