package io.aro.db.spring.schema;

import io.aro.db.migration.MigrationSet;
import io.aro.db.spring.connection.AroDbPool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** The migration or the check of the schema at the start. */
@AutoConfiguration(afterName = "io.aro.db.spring.connection.AroDbAutoConfiguration")
@ConditionalOnBean(AroDbPool.class)
@Conditional(OnSchemaWork.class)
@EnableConfigurationProperties(AroDbSchemaProperties.class)
final class AroDbSchemaAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AroSchemaInitializer aroSchemaInitializer(
            AroDbPool pool, AroDbSchemaProperties properties, ObjectProvider<MigrationSet> sets) {
        return new AroSchemaInitializer(
                pool, properties.mode(), sets.orderedStream().toList());
    }
}
