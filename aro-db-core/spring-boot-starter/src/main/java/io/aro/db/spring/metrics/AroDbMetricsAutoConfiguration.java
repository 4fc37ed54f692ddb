package io.aro.db.spring.metrics;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.migration.Migrator;
import io.aro.db.spring.connection.AroDbPool;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The meters of the database, if the service has a meter registry. */
@AutoConfiguration(
        afterName = {
            "io.aro.db.spring.connection.AroDbAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({AroDatabase.class, MeterRegistry.class})
@ConditionalOnBooleanProperty(name = "aro.db.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AroDbMetricsProperties.class)
final class AroDbMetricsAutoConfiguration {

    /** Returns a listener: the database collects the listeners of the context, so it must not depend on the database. */
    @Bean
    @ConditionalOnMissingBean
    EventMeters aroDbEventMeters(MeterRegistry registry, ObjectProvider<IdempotencyPolicies> policies) {
        return new EventMeters(
                registry,
                policies.getIfAvailable(IdempotencyPolicies::defaults)
                        .bySource()
                        .keySet());
    }

    @Bean
    @ConditionalOnMissingBean
    RetentionMeters aroDbRetentionMeters(MeterRegistry registry, ObjectProvider<InstantSource> clock) {
        return new RetentionMeters(registry, clock.getIfAvailable(InstantSource::system));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(AroDbPool.class)
    BacklogMeters aroDbBacklogMeters(AroDatabase database, AroDbPool pool, AroDbMetricsProperties properties) {
        return new BacklogMeters(database, migrator(pool), properties.backlogInterval());
    }

    private static Migrator migrator(AroDbPool pool) {
        Migrator migrator = Migrator.of(pool.dataSource());
        return pool.schema() == null ? migrator : migrator.withSchema(pool.schema());
    }
}
