package io.aro.db.spring.retention;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.FileArchive;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The retention of the database, off by default. */
@AutoConfiguration(
        after = TaskSchedulingAutoConfiguration.class,
        afterName = {
            "io.aro.db.spring.connection.AroDbAutoConfiguration",
            "io.aro.db.spring.connection.AroDbSqliteAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "aro.db.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(AroDatabase.class)
@EnableConfigurationProperties(RetentionProperties.class)
final class AroDbRetentionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RetentionPolicy aroDbRetentionPolicy(RetentionProperties properties) {
        return properties.policy();
    }

    @Bean
    @ConditionalOnMissingBean({ArchiveSink.class, RetentionService.class, AroRetentionJob.class})
    @Conditional(OnArchive.class)
    FileArchive aroDbArchive(RetentionProperties properties) {
        return ArchiveFolder.open(properties.archive());
    }

    /** Cleans up keys by the service of the application, if there is one, for its policies and listeners. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(ArchiveSink.class)
    RetentionService aroDbRetentionService(
            AroDatabase database, ArchiveSink archive, ObjectProvider<IdempotencyService> idempotency) {
        RetentionService retention = database.retention(archive);
        IdempotencyService service = idempotency.getIfUnique();
        return service == null ? retention : retention.withIdempotency(service);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(RetentionService.class)
    AroRetentionJob aroDbRetentionJob(
            RetentionService retention,
            RetentionPolicy policy,
            ObjectProvider<InstantSource> clocks,
            ApplicationEventPublisher events) {
        InstantSource clock = clocks.getIfUnique(InstantSource::system);
        return new AroRetentionJob(retention, policy, clock, events);
    }

    /** A scheduler of its own, because Boot has one only with {@code @EnableScheduling}. */
    @Bean
    @ConditionalOnBooleanProperty("aro.db.retention.enabled")
    @ConditionalOnBean(AroRetentionJob.class)
    @ConditionalOnMissingBean(TaskScheduler.class)
    ThreadPoolTaskScheduler aroDbTaskScheduler(ObjectProvider<ThreadPoolTaskSchedulerBuilder> builders) {
        ThreadPoolTaskScheduler scheduler = builders.getIfAvailable(ThreadPoolTaskSchedulerBuilder::new)
                .threadNamePrefix("aro-db-")
                .build();
        scheduler.setDaemon(true);
        return scheduler;
    }

    /** The last parameter has the name of Boot's scheduler, which decides between several. */
    @Bean
    @ConditionalOnBooleanProperty("aro.db.retention.enabled")
    @ConditionalOnBean(AroRetentionJob.class)
    @ConditionalOnMissingBean
    RetentionSchedule aroDbRetentionSchedule(
            AroRetentionJob job, RetentionProperties properties, TaskScheduler taskScheduler) {
        return new RetentionSchedule(job, properties.schedule(), taskScheduler);
    }
}
