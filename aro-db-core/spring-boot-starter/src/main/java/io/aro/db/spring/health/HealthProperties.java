package io.aro.db.spring.health;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The limits of health. An unset limit never makes the service unhealthy.
 *
 * @param maxDeadLetters Number of unresolved dead letters above which the health is DOWN. Instances may then leave the load balancer.
 * @param maxParked Number of parked keys above which the health is DOWN. Instances may then leave the load balancer.
 */
@ConfigurationProperties("aro.db.health")
record HealthProperties(
        @Nullable Integer maxDeadLetters, @Nullable Integer maxParked) {

    private static final int SAMPLE = 1000;

    /**
     * Returns these limits after a check. A check in the constructor would be reported as a failed binding.
     *
     * @throws InvalidConfigurationPropertyValueException if a limit is negative
     */
    HealthProperties checked() {
        requireCount("max-dead-letters", maxDeadLetters);
        requireCount("max-parked", maxParked);
        return this;
    }

    private static void requireCount(String option, @Nullable Integer maximum) {
        if (maximum != null && maximum < 0) {
            throw new InvalidConfigurationPropertyValueException(
                    "aro.db.health." + option, maximum, "It must not be negative; leave it out for no limit.");
        }
    }

    /** Returns the limit of the counts: enough to tell an exceeded maximum. */
    int sample() {
        return Math.max(SAMPLE, Math.max(above(maxDeadLetters), above(maxParked)));
    }

    private static int above(@Nullable Integer maximum) {
        return maximum == null || maximum == Integer.MAX_VALUE ? SAMPLE : maximum + 1;
    }

    /** Returns whether a count exceeds its maximum. */
    boolean isExceededBy(int parked, int deadLetters) {
        return exceeds(parked, maxParked) || exceeds(deadLetters, maxDeadLetters);
    }

    private static boolean exceeds(int count, @Nullable Integer maximum) {
        return maximum != null && count > maximum;
    }
}
