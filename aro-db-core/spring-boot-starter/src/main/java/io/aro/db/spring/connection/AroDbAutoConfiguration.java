package io.aro.db.spring.connection;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.crypto.TinkCipher;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.spring.connection.AroDbTransactionsProperties.Execute;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.jooq.ExecuteListenerProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;

/** The database over the pool of the service, and its services. */
@AutoConfiguration(
        after = {
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
@ConditionalOnBooleanProperty(name = "aro.db.enabled", matchIfMissing = true)
@Conditional(OnPool.class)
@EnableConfigurationProperties({
    AroDbProperties.class,
    AroDbIdempotencyProperties.class,
    AroDbSecretsProperties.class,
    AroDbTransactionsProperties.class
})
final class AroDbAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AroDbPool aroDbPool(ConfigurableListableBeanFactory beans, AroDbProperties properties, Environment environment) {
        return new PoolChoice(beans).pool(properties.datasource(), environment.getProperty("aro.db.schema.name"));
    }

    @Bean
    @ConditionalOnMissingBean
    InstantSource aroDbInstantSource() {
        return InstantSource.system();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("aro.db.secrets.keyset")
    FieldCipher aroDbFieldCipher(AroDbSecretsProperties properties) {
        return TinkCipher.ofFile(Path.of(Objects.requireNonNull(properties.keyset())));
    }

    @Bean
    @ConditionalOnMissingBean
    HostConfig aroDbHostConfig(
            AroDbPool pool,
            ConfigurableListableBeanFactory beans,
            AroDbTransactionsProperties transactions,
            InstantSource clock,
            ObjectProvider<FieldCipher> cipher,
            ObjectProvider<TimeLimits> timeLimits,
            ObjectProvider<ExecuteListenerProvider> listeners) {
        HostConfig config = HostConfig.of(pool.dialect()).withClock(clock);
        PlatformTransactionManager manager = new ManagerChoice(beans, pool.dataSource())
                .manager(transactions.manager())
                .orElse(null);
        if (manager != null) {
            config = config.withTransactions(new SpringTransactions(manager, pool.dataSource()));
        }
        if (pool.schema() != null) {
            config = config.withSchema(pool.schema());
        }
        FieldCipher sealing = cipher.getIfAvailable();
        if (sealing != null) {
            config = config.withCipher(sealing);
        }
        TimeLimits limits = timeLimits.getIfAvailable();
        if (limits != null) {
            config = config.withTimeLimits(limits);
        }
        for (ExecuteListenerProvider provider : listeners.orderedStream().toList()) {
            config = config.withStatementListener(StatementListeners.of(provider));
        }
        return config;
    }

    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    AroDatabase aroDatabase(
            AroDbPool pool,
            HostConfig config,
            ObjectProvider<AroDbCustomizer> customizers,
            ConfigurableListableBeanFactory beans) {
        HostConfig customized = config;
        for (AroDbCustomizer customizer : customizers.orderedStream().toList()) {
            customized = customizer.customize(customized);
        }
        return new Listeners(beans).informedBy(AroDatabase.over(pool.dataSource(), customized));
    }

    @Bean
    @ConditionalOnMissingBean
    IdempotencyPolicies aroDbIdempotencyPolicies(AroDbIdempotencyProperties properties) {
        return Policies.of(properties.policies());
    }

    @Bean
    @ConditionalOnMissingBean
    IdempotencyService aroDbIdempotencyService(
            AroDatabase db, IdempotencyPolicies policies, AroDbTransactionsProperties transactions) {
        return db.idempotency().withPolicies(policies).withJoining(transactions.execute() == Execute.JOIN);
    }

    @Bean
    @ConditionalOnMissingBean
    PrivacyService aroDbPrivacyService(AroDatabase db) {
        return db.privacy();
    }
}
