package io.aro.db.spring.health;

import io.aro.db.AroDatabase;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** The health of the database, if the service has Boot's health. */
@AutoConfiguration(
        afterName = {
            "io.aro.db.spring.connection.AroDbAutoConfiguration",
            "io.aro.db.spring.connection.AroDbSqliteAutoConfiguration"
        })
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBooleanProperty(name = "aro.db.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(AroDatabase.class)
@EnableConfigurationProperties(HealthProperties.class)
final class AroDbHealthAutoConfiguration {

    /** Boot's switch is on the method: on the class, Spring would load its condition before it looks for Boot's health. */
    @Bean
    @ConditionalOnEnabledHealthIndicator("aro-db")
    @ConditionalOnMissingBean(name = {"aroDbHealthIndicator", "aroDbHealthContributor"})
    AroDbHealthIndicator aroDbHealthIndicator(
            AroDatabase database, HealthProperties limits, ApplicationContext context) {
        return new AroDbHealthIndicator(database, limits.checked(), context);
    }
}
