package io.aro.db.spring.connection;

import io.aro.db.spring.failure.RefusedStartException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.unit.DataSize;

/**
 * Properties of idempotent requests.
 *
 * @param policies Policies by source, for the IdempotencyService bean. Unset times keep the values of the library.
 * @param cleanup Clean-up of expired keys.
 */
@ConfigurationProperties("aro.db.idempotency")
record AroDbIdempotencyProperties(
        @DefaultValue Map<String, Policy> policies,
        @DefaultValue Cleanup cleanup) {

    /**
     * The policy of a source.
     *
     * @param lease Time until a claim expires without a renewal.
     * @param retention Time a key is remembered.
     * @param response Time a response is replayed.
     * @param maxAttempts Maximum number of attempts at leased work.
     * @param initialBackoff Backoff after the first failure of leased work.
     * @param maxBackoff Upper limit of the backoff.
     * @param maxResponseSize Size limit of a stored response.
     */
    record Policy(
            @Nullable Duration lease,
            @Nullable Duration retention,
            @Nullable Duration response,
            @Nullable Integer maxAttempts,
            @Nullable Duration initialBackoff,
            @Nullable Duration maxBackoff,
            @Nullable DataSize maxResponseSize) {}

    /**
     * The schedule of the clean-up.
     *
     * @param cron Cron expression of Spring for the clean-up of expired keys. A hyphen turns it off.
     */
    record Cleanup(@DefaultValue("-") String cron) {

        Cleanup {
            if (!cron.equals("-") && !CronExpression.isValidExpression(cron)) {
                throw new RefusedStartException(
                        String.format(
                                Locale.ROOT,
                                "The property aro.db.idempotency.cleanup.cron is '%s', not a cron expression of Spring.",
                                cron),
                        "Set six fields as in '0 30 3 * * *', or a hyphen to turn the clean-up off.");
            }
        }
    }
}
