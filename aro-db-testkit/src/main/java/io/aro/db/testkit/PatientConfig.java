package io.aro.db.testkit;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.TimeLimits;
import java.time.Duration;

/**
 * The time limits of databases that tests open: a minute where a service waits for seconds.
 *
 * <p>How long a thread waits for its turn on a busy machine is no fault of the code under test. A test of the limits opens
 * its database with its own.
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
