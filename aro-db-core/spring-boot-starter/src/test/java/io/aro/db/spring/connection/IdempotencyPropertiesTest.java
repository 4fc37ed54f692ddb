package io.aro.db.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.spring.Contexts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** The policies of sources and the clean-up of keys, by properties. */
class IdempotencyPropertiesTest {

    private static ApplicationContextRunner service() {
        return Contexts.runner().withPropertyValues("aro.db.sqlite.file=:memory:");
    }

    @Test
    void leavesThePoliciesOfTheLibrary() {
        service()
                .run(context -> assertThat(context.getBean(IdempotencyPolicies.class))
                        .isEqualTo(IdempotencyPolicies.defaults()));
    }

    @Test
    void changesTheGivenTimesOfAKnownSource() {
        service()
                .withPropertyValues(
                        "aro.db.idempotency.policies.calendly.lease=2m",
                        "aro.db.idempotency.policies.calendly.max-attempts=3",
                        "aro.db.idempotency.policies.calendly.max-response-size=1MB")
                .run(context -> {
                    IdempotencyPolicy policy =
                            context.getBean(IdempotencyPolicies.class).policy("calendly");

                    assertThat(policy)
                            .isEqualTo(IdempotencyPolicies.defaults()
                                    .policy("calendly")
                                    .withLease(Duration.ofMinutes(2))
                                    .withMaxAttempts(3)
                                    .withMaxResponseBytes(1024 * 1024));
                });
    }

    @Test
    void addsASourceOfTheService() {
        service()
                .withPropertyValues(
                        "aro.db.idempotency.policies[own.api].retention=30m",
                        "aro.db.idempotency.policies[own.api].response=10m",
                        "aro.db.idempotency.policies[own.api].initial-backoff=1s")
                .run(context -> {
                    IdempotencyPolicy policy =
                            context.getBean(IdempotencyPolicies.class).policy("own.api");

                    assertThat(policy)
                            .isEqualTo(IdempotencyPolicy.of(Duration.ofMinutes(30), Duration.ofMinutes(10))
                                    .withIdentity(RequestIdentity.wholeBody())
                                    .withBackoff(Duration.ofSeconds(1), Duration.ofMinutes(30)));
                });
    }

    @Test
    void schedulesNoCleanUpUnlessAsked() {
        service().run(context -> assertThat(context).doesNotHaveBean(TaskScheduler.class));
        service()
                .withPropertyValues("aro.db.idempotency.cleanup.cron=-")
                .run(context -> assertThat(context.getBeansOfType(ScheduledTaskHolder.class)
                                .values())
                        .allMatch(holder -> holder.getScheduledTasks().isEmpty()));
    }

    @Test
    void schedulesTheCleanUpOnTheSchedulerOfBoot() {
        service()
                .withPropertyValues("aro.db.idempotency.cleanup.cron=0 30 3 * * *")
                .run(context -> {
                    assertThat(context).hasSingleBean(TaskScheduler.class).hasSingleBean(ExpiredKeys.class);
                    List<CronTask> tasks = context.getBeansOfType(ScheduledTaskHolder.class).values().stream()
                            .flatMap(holder -> holder.getScheduledTasks().stream())
                            .map(task -> (CronTask) task.getTask())
                            .toList();

                    assertThat(tasks)
                            .hasSize(1)
                            .allMatch(task -> task.getExpression().equals("0 30 3 * * *"));
                    tasks.getFirst().getRunnable().run();
                });
    }
}
