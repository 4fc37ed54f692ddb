package io.aro.db.testkit;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.TimeLimits;
import java.time.Duration;

/**
 * The time limits of test databases: one minute for requests, connections and locks, two minutes for statements.
 *
 * <p>The limits are longer than in production, because a slow machine must not fail a test. A test of the limits opens
 * its database with its own configuration.
 */
public final class PatientConfig {

    private static final TimeLimits LIMITS = TimeLimits.defaults()
            .withRequest(Duration.ofMinutes(1))
            .withConnection(Duration.ofMinutes(1))
            .withLock(Duration.ofMinutes(1))
            .withStatement(Duration.ofMinutes(2));

    private PatientConfig() {}

    /** Returns a copy of the configuration with these limits. */
    public static AroDatabaseConfig of(AroDatabaseConfig config) {
        return config.withTimeLimits(LIMITS);
    }

    /** Returns the limits. */
    public static TimeLimits limits() {
        return LIMITS;
    }
}
