package io.aro.db.spring.endpoint;

import io.aro.db.AroDatabase;
import io.aro.db.spring.retention.AroRetentionJob;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The endpoint of the database, if the service has Boot's actuator and exposes it. */
@AutoConfiguration(
        afterName = {
            "io.aro.db.spring.connection.AroDbAutoConfiguration",
            "io.aro.db.spring.connection.AroDbSqliteAutoConfiguration"
        })
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBooleanProperty(name = "aro.db.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(AroDatabase.class)
final class AroDbEndpointAutoConfiguration {

    /** Boot's switch is on the method: on the class, Spring would load its condition before it looks for the actuator. */
    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    AroDbEndpoint aroDbEndpoint(AroDatabase database, ObjectProvider<AroRetentionJob> retention) {
        return new AroDbEndpoint(database, retention.getIfUnique());
    }
}
