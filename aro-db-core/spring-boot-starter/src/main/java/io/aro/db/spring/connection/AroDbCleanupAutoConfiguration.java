package io.aro.db.spring.connection;

import io.aro.db.idempotency.IdempotencyService;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The clean-up of expired keys on the scheduler of Spring Boot, which exists once scheduling is enabled. */
@AutoConfiguration(after = AroDbAutoConfiguration.class, before = TaskSchedulingAutoConfiguration.class)
@ConditionalOnProperty("aro.db.idempotency.cleanup.cron")
@ConditionalOnBean(IdempotencyService.class)
@EnableScheduling
final class AroDbCleanupAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ExpiredKeys aroDbExpiredKeys(IdempotencyService requests) {
        return new ExpiredKeys(requests);
    }
}
