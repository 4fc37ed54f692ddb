package io.aro.db.spring.schema;

import io.aro.db.migration.MigrationSet;
import io.aro.db.spring.connection.AroDbPool;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The host's own Flyway beside the tables of aro-db. */
@AutoConfiguration(after = AroDbSchemaAutoConfiguration.class)
@ConditionalOnClass(FlywayConfigurationCustomizer.class)
@ConditionalOnBean(AroDbPool.class)
final class AroDbFlywayAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    BaselineBesideAro aroDbFlywayBaseline(Environment environment, ObjectProvider<MigrationSet> sets) {
        return new BaselineBesideAro(
                environment,
                Stream.concat(Stream.of(MigrationSet.aro()), sets.orderedStream())
                        .toList());
    }
}
