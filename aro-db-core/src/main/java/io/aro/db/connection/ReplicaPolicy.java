package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import java.time.Duration;
import java.util.Locale;

/**
 * Limits of the reads from a replica. A read beyond a limit goes to the primary. Immutable.
 *
 * {@snippet id="replica" :
 * ReplicaPolicy policy = ReplicaPolicy.defaults().withLongestLag(Duration.ofSeconds(2));
 * PostgresConfig config = PostgresConfig.of(url, user, password).withReplica(replicaUrl, policy);
 * }
 *
 * @param longestLag the longest time that the replica may be behind the primary, from 100 ms to 1 day
 * @param longestWait the longest wait of a read for the replica, from 250 ms to 1 minute
 */
public record ReplicaPolicy(Duration longestLag, Duration longestWait) {

    private static final ReplicaPolicy DEFAULTS = new ReplicaPolicy(Duration.ofSeconds(10), Duration.ofSeconds(1));

    /**
     * Creates the policy.
     *
     * @throws ConfigurationException if a limit is null or out of its range
     */
    public ReplicaPolicy {
        check("lag", longestLag, Duration.ofMillis(100), Duration.ofDays(1));
        check("wait", longestWait, Duration.ofMillis(250), Duration.ofMinutes(1));
    }

    /** Returns the defaults: a lag of 10 s, a wait of 1 s. */
    public static ReplicaPolicy defaults() {
        return DEFAULTS;
    }

    /** Returns a copy with the given lag, from 100 ms to 1 day. A replica further behind is not read. */
    public ReplicaPolicy withLongestLag(Duration lag) {
        return new ReplicaPolicy(lag, longestWait);
    }

    /**
     * Returns a copy with the given wait, from 250 ms to 1 minute. A read waits for a free connection to the replica,
     * and for the replay of a {@link WritePosition}.
     */
    public ReplicaPolicy withLongestWait(Duration wait) {
        return new ReplicaPolicy(longestLag, wait);
    }

    private static void check(String name, Duration limit, Duration shortest, Duration longest) {
        if (Options.required(name + " of the replica", limit).compareTo(shortest) < 0 || limit.compareTo(longest) > 0) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The longest %s of the replica must be from %s to %s milliseconds.",
                    name,
                    shortest.toMillis(),
                    longest.toMillis()));
        }
    }
}
