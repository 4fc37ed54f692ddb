package io.aro.db.spring.connection;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.tools.jdbc.JDBCUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** The database over the pool of the service. */
@AutoConfiguration(
        after = {
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
@ConditionalOnBooleanProperty(name = "aro.db.enabled", matchIfMissing = true)
final class AroDbAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(DataSource.class)
    HostConfig aroDbHostConfig(DataSource pool, PlatformTransactionManager manager) {
        SQLDialect dialect = JDBCUtils.dialect("");
        return HostConfig.of(dialect).withTransactions(new SpringTransactions(manager, pool));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(DataSource.class)
    AroDatabase aroDatabase(DataSource pool, HostConfig config) {
        return AroDatabase.over(pool, config);
    }
}
