package io.aro.db.spring.test;

import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** The beans of {@link AroTestDatabase}, before the beans of the pool and of aro-db. */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnBean(ContextDatabase.class)
final class AroTestDatabaseAutoConfiguration {

    /** Returns the database, closed by its {@link ContextDatabase} after the pools. */
    @Bean(destroyMethod = "")
    TestDatabase aroTestDatabase(ContextDatabase database) {
        return database.database();
    }

    @Bean
    @ConditionalOnMissingBean(JdbcConnectionDetails.class)
    TestConnectionDetails aroTestConnectionDetails(ContextDatabase database) {
        return new TestConnectionDetails(database.database());
    }

    @Bean
    @ConditionalOnMissingBean(InstantSource.class)
    TestClock aroTestClock(ContextDatabase database) {
        return database.database().clock();
    }
}
