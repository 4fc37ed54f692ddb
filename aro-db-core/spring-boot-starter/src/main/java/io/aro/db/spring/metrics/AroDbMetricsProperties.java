package io.aro.db.spring.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The options of the meters.
 *
 * @param backlogInterval Time between two readings of the backlog, the state of the schema and the file sizes
 */
@ConfigurationProperties("aro.db.metrics")
record AroDbMetricsProperties(@DefaultValue("1m") Duration backlogInterval) {

    AroDbMetricsProperties {
        if (backlogInterval.isNegative() || backlogInterval.isZero()) {
            throw new InvalidConfigurationPropertyValueException(
                    "aro.db.metrics.backlog-interval",
                    backlogInterval,
                    "The interval must be positive, such as 1m; each scrape would read the database otherwise.");
        }
    }
}
