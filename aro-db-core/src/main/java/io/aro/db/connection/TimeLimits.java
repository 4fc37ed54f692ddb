package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Limits of all waits of the library. Immutable.
 *
 * <p>Every wait is limited, to two days for the socket and to one day for all else. A longer wait throws and rolls back
 * the transaction.
 *
 * {@snippet id="limits" :
 * TimeLimits limits =
 *         TimeLimits.defaults().withRequest(Duration.ofSeconds(1)).withLock(Duration.ofSeconds(5));
 * PostgresConfig config = PostgresConfig.of(url, user, password).withTimeLimits(limits);
 * }
 */
public final class TimeLimits {

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Longer than {@link #LONGEST}: the socket limit must exceed the statement limit. */
    private static final Duration LONGEST_SOCKET = Duration.ofDays(2);

    private static final TimeLimits DEFAULTS = new TimeLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(40),
            Duration.ofMinutes(30));

    private final Duration request;
    private final Duration connection;
    private final Duration lock;
    private final Duration statement;
    private final Duration socket;
    private final Duration maintenance;

    /**
     * Creates the limits.
     *
     * @throws ConfigurationException if a limit is null or out of its range
     */
    TimeLimits(
            Duration request,
            Duration connection,
            Duration lock,
            Duration statement,
            Duration socket,
            Duration maintenance) {
        check("request", request, Duration.ofMillis(1), LONGEST);
        check("connection", connection, Duration.ofMillis(250), LONGEST);
        check("lock", lock, Duration.ZERO, LONGEST);
        check("statement", statement, Duration.ofMillis(100), LONGEST);
        check("socket", socket, Duration.ofMillis(100), LONGEST_SOCKET);
        check("maintenance", maintenance, Duration.ofMillis(100), LONGEST);
        if (socket.compareTo(statement) <= 0) {
            throw new ConfigurationException(
                    "The time limit of the socket must be longer than that of a statement; raise the socket limit.");
        }
        if (maintenance.compareTo(statement) < 0) {
            throw new ConfigurationException(
                    "The time limit of maintenance must not be shorter than that of a statement; raise the maintenance limit.");
        }
        this.request = request;
        this.connection = connection;
        this.lock = lock;
        this.statement = statement;
        this.socket = socket;
        this.maintenance = maintenance;
    }

    /**
     * Returns the defaults: 2 s for a request, 10 s for a connection or a lock, 30 s for a statement, 40 s for the
     * socket, 30 min for a maintenance statement.
     */
    public static TimeLimits defaults() {
        return DEFAULTS;
    }

    /** Returns a copy with the given limit of a request, from 1 ms to 1 day. */
    public TimeLimits withRequest(Duration limit) {
        return new TimeLimits(limit, connection, lock, statement, socket, maintenance);
    }

    /** Returns a copy with the given limit of the wait for a connection, from 250 ms to 1 day. */
    public TimeLimits withConnection(Duration limit) {
        return new TimeLimits(request, limit, lock, statement, socket, maintenance);
    }

    /** Returns a copy with the given limit of the wait for a lock, up to 1 day. */
    public TimeLimits withLock(Duration limit) {
        return new TimeLimits(request, connection, limit, statement, socket, maintenance);
    }

    /**
     * Returns a copy with the given limit of a statement, from 100 ms to 1 day. The socket limit changes by the same
     * difference, and a shorter maintenance limit is raised to the given limit.
     */
    public TimeLimits withStatement(Duration limit) {
        Duration longer =
                maintenance.compareTo(Options.required("time limit of the statement", limit)) < 0 ? limit : maintenance;
        return new TimeLimits(request, connection, lock, limit, socketFor(limit), longer);
    }

    /** Returns a copy with the given limit of the socket. It must exceed the statement limit, up to 2 days. */
    public TimeLimits withSocket(Duration limit) {
        return new TimeLimits(request, connection, lock, statement, limit, maintenance);
    }

    /** Returns a copy with the given limit of a maintenance statement, from the statement limit to 1 day. */
    public TimeLimits withMaintenance(Duration limit) {
        return new TimeLimits(request, connection, lock, statement, socket, limit);
    }

    /**
     * Returns the socket limit for a new statement limit, with the same difference and capped at
     * {@link #LONGEST_SOCKET}.
     */
    private Duration socketFor(Duration limit) {
        Duration longer = limit.plus(socket.minus(statement));
        return longer.compareTo(LONGEST_SOCKET) < 0 ? longer : LONGEST_SOCKET;
    }

    private static void check(String name, Duration limit, Duration shortest, Duration longest) {
        if (Options.required("time limit of the " + name, limit).compareTo(shortest) < 0
                || limit.compareTo(longest) > 0) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The time limit of the %s must be from %s to %s milliseconds.",
                    name,
                    shortest.toMillis(),
                    longest.toMillis()));
        }
    }

    /**
     * Returns the limit of {@code execute}, {@code executeLeased} and {@code checkAndLock} for getting a connection and
     * claiming the key together, at least 1 ms. Each later lock of {@code execute} may wait for the remaining time.
     */
    public Duration request() {
        return request;
    }

    /** Returns the longest wait of all other callers for a free connection, at least 250 ms. */
    public Duration connection() {
        return connection;
    }

    /** Returns the longest wait of other statements for a lock; at least 1 ms on PostgreSQL, where 0 is unlimited. */
    public Duration lock() {
        return lock;
    }

    /** Returns the longest run time of a statement on PostgreSQL including its lock waits, at least 100 ms. */
    public Duration statement() {
        return statement;
    }

    /** Returns the longest wait of the driver for the server; longer than the statement limit, at most 2 days. */
    public Duration socket() {
        return socket;
    }

    /** Returns the longest run time of a retention statement on PostgreSQL; at least the statement limit. */
    public Duration maintenance() {
        return maintenance;
    }

    private List<@Nullable Object> values() {
        return Arrays.asList(request, connection, lock, statement, socket, maintenance);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeLimits that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "TimeLimits[request=%s, connection=%s, lock=%s, statement=%s, socket=%s, maintenance=%s]",
                request,
                connection,
                lock,
                statement,
                socket,
                maintenance);
    }
}
