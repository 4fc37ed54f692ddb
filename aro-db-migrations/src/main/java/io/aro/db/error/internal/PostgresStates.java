package io.aro.db.error.internal;

import static java.util.Map.entry;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The meanings of SQLSTATEs. A full state takes precedence over its class, the first two characters.
 *
 * <p>Appendix A of PostgreSQL's manual lists the states of the server, {@code PSQLState} the states of its
 * driver. A test reads both lists and fails on an unmapped class.
 */
public final class PostgresStates {

    private static final Map<String, Meaning> STATES = Map.ofEntries(
            entry("07006", Meaning.BIND_VALUES),
            entry("08001", Meaning.NOT_REACHED),
            entry("08003", Meaning.CLOSED),
            entry("08004", Meaning.NO_AGREEMENT),
            entry("08P01", Meaning.PROTOCOL),
            // Data exceptions of expressions. The rest of the class concerns values of a column.
            entry("2200B", Meaning.FAILED),
            entry("2200C", Meaning.FAILED),
            entry("2200D", Meaning.FAILED),
            entry("2200H", Meaning.FAILED),
            entry("22010", Meaning.FAILED),
            entry("22011", Meaning.FAILED),
            entry("22012", Meaning.FAILED),
            entry("22013", Meaning.FAILED),
            entry("22014", Meaning.FAILED),
            entry("22016", Meaning.FAILED),
            entry("22019", Meaning.FAILED),
            entry("2201B", Meaning.FAILED),
            entry("2201E", Meaning.FAILED),
            entry("2201F", Meaning.FAILED),
            entry("2201G", Meaning.FAILED),
            entry("2201W", Meaning.FAILED),
            entry("2201X", Meaning.FAILED),
            entry("22023", Meaning.FAILED),
            entry("22025", Meaning.FAILED),
            entry("22027", Meaning.FAILED),
            entry("2202E", Meaning.FAILED),
            entry("2202G", Meaning.FAILED),
            entry("2202H", Meaning.FAILED),
            entry("22P04", Meaning.FAILED),
            entry("22P06", Meaning.FAILED),
            entry("23001", Meaning.FOREIGN_KEY),
            entry("23502", Meaning.NOT_NULL),
            entry("23503", Meaning.FOREIGN_KEY),
            entry("23505", Meaning.UNIQUE),
            entry("23P01", Meaning.UNIQUE),
            entry("25006", Meaning.READ_ONLY_SERVER),
            entry("25P02", Meaning.ABORTED),
            entry("25P03", Meaning.SESSION_LIMIT),
            entry("25P04", Meaning.SESSION_LIMIT),
            entry("40002", Meaning.CHECK),
            entry("40003", Meaning.LOST),
            entry("42501", Meaning.NO_RIGHT),
            entry("42703", Meaning.OUTDATED),
            entry("42704", Meaning.OUTDATED),
            entry("42P01", Meaning.OUTDATED),
            entry("42P05", Meaning.POOLER),
            entry("53000", Meaning.SERVER_LIMIT),
            entry("53100", Meaning.SERVER_DISK),
            entry("53200", Meaning.SERVER_MEMORY),
            entry("53300", Meaning.NO_CONNECTION_LEFT),
            entry("53400", Meaning.SERVER_LIMIT),
            entry("55P03", Meaning.CONTENTION),
            entry("57014", Meaning.TIME_LIMIT),
            entry("57P03", Meaning.NOT_REACHED),
            entry("57P04", Meaning.NO_DATABASE),
            entry("57P05", Meaning.SESSION_LIMIT),
            entry("XX001", Meaning.SERVER_DAMAGED),
            entry("XX002", Meaning.SERVER_DAMAGED));

    private static final Map<String, Meaning> CLASSES = Map.ofEntries(
            entry("00", Meaning.FAILED),
            entry("01", Meaning.FAILED),
            entry("02", Meaning.FAILED),
            entry("03", Meaning.FAILED),
            entry("07", Meaning.FAILED),
            entry("08", Meaning.LOST),
            entry("09", Meaning.FAILED),
            entry("0A", Meaning.UNSUPPORTED),
            entry("0B", Meaning.FAILED),
            entry("0F", Meaning.FAILED),
            entry("0L", Meaning.FAILED),
            entry("0P", Meaning.FAILED),
            entry("0Z", Meaning.FAILED),
            entry("10", Meaning.FAILED),
            entry("20", Meaning.FAILED),
            entry("21", Meaning.ROW_COUNT),
            entry("22", Meaning.CHECK),
            entry("23", Meaning.CHECK),
            entry("24", Meaning.FAILED),
            entry("25", Meaning.FAILED),
            entry("26", Meaning.POOLER),
            entry("27", Meaning.FAILED),
            entry("28", Meaning.CREDENTIALS),
            entry("2B", Meaning.FAILED),
            entry("2D", Meaning.FAILED),
            entry("2F", Meaning.FAILED),
            entry("34", Meaning.FAILED),
            entry("38", Meaning.FAILED),
            entry("39", Meaning.FAILED),
            entry("3B", Meaning.FAILED),
            entry("3D", Meaning.NO_DATABASE),
            entry("3F", Meaning.NO_SCHEMA),
            entry("40", Meaning.CONTENTION),
            entry("42", Meaning.FAILED),
            entry("44", Meaning.CHECK),
            entry("53", Meaning.SERVER_LIMIT),
            entry("54", Meaning.TOO_LARGE),
            entry("55", Meaning.FAILED),
            entry("57", Meaning.LOST),
            entry("58", Meaning.SERVER_SYSTEM),
            entry("60", Meaning.FAILED),
            // The snapshot is too old; a retry takes a new snapshot.
            entry("72", Meaning.CONTENTION),
            entry("99", Meaning.FAILED),
            entry("F0", Meaning.SERVER_SYSTEM),
            entry("HV", Meaning.FAILED),
            entry("P0", Meaning.FAILED),
            entry("XX", Meaning.FAILED));

    /** The class of data exceptions. The driver also uses it for values read or bound by itself. */
    private static final String DATA = "22";

    /** The state of a bind value, or a number of bind values, rejected by the driver. */
    private static final String INVALID_PARAMETER = "22023";

    private static final String UNSUPPORTED = "0A000";

    /** The server routine reporting a plan outdated by DDL. Routine names are never translated. */
    private static final String PLANS = "RevalidateCachedQuery";

    /** Shutdowns and crashes of the server, a dropped database, and timeouts with the end of the session. */
    private static final Set<String> ENDING = Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");

    private PostgresStates() {}

    /** Returns the meaning of a state, or else of its class. Empty if neither is known. */
    public static Optional<Meaning> of(String state) {
        return Optional.ofNullable(STATES.get(state)).or(() -> Optional.ofNullable(CLASSES.get(classOf(state))));
    }

    /** Returns all rows: states of five characters and classes of two. */
    public static Map<String, Meaning> rows() {
        Map<String, Meaning> rows = new HashMap<>(CLASSES);
        rows.putAll(STATES);
        return rows;
    }

    /** Returns the meaning of a driver exception with a state. */
    static Meaning of(SQLException error, String state) {
        if (error instanceof PSQLException postgres) {
            ServerErrorMessage said = postgres.getServerErrorMessage();
            if (said == null && classOf(state).equals(DATA)) {
                return state.equals(INVALID_PARAMETER) ? Meaning.BIND_VALUES : Meaning.UNREADABLE;
            }
            if (said != null && state.equals(UNSUPPORTED) && PLANS.equals(said.getRoutine())) {
                return Meaning.CONTENTION;
            }
        }
        return of(state).orElse(Meaning.FAILED);
    }

    /**
     * Returns whether the state ends the connection: sent with severity FATAL, or raised by the driver for a
     * broken connection.
     */
    static boolean endsConnection(String state) {
        return state.startsWith("08") || ENDING.contains(state);
    }

    private static String classOf(String state) {
        return state.substring(0, Math.min(2, state.length()));
    }
}
