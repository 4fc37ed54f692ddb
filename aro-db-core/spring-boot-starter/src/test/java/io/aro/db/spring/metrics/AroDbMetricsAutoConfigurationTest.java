package io.aro.db.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.IdempotencyListener;
import io.aro.db.idempotency.KeyEvent;
import io.aro.db.observation.DatabaseEvent;
import io.aro.db.observation.DatabaseListener;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.StepKind;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.workflow.NewDeadLetter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The meters of a service with and without a registry, and with meters of its own. */
@BothEngines
class AroDbMetricsAutoConfigurationTest {

    private final TestDatabase database;
    private final MeteredService service;

    AroDbMetricsAutoConfigurationTest(TestDatabase database) {
        this.database = database;
        this.service = MeteredService.on(database);
    }

    @Test
    void metersTheRetentionRunsGivenToIt() {
        service.metered().run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            RetentionMeters meters = context.getBean(RetentionMeters.class);
            RetentionReport.Step step = new RetentionReport.Step(StepKind.KEYS, 7, null, null, Duration.ofSeconds(1));

            meters.succeeded(new RetentionReport(true, List.of(step), Duration.ofSeconds(1)));
            assertThat(MeteredService.count(registry, "aro.db.retention.run", "result", "succeeded"))
                    .isZero();
            meters.failed(Duration.ofSeconds(2));
            assertThat(MeteredService.count(registry, "aro.db.retention.age")).isNaN();
            meters.succeeded(new RetentionReport(false, List.of(step), Duration.ofSeconds(1)));
            database.clock().advance(Duration.ofSeconds(90));

            assertThat(MeteredService.count(registry, "aro.db.retention.run", "result", "succeeded"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(registry, "aro.db.retention.run", "result", "failed"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(registry, "aro.db.retention.rows", "step", "keys"))
                    .isEqualTo(7);
            assertThat(MeteredService.count(registry, "aro.db.retention.age")).isEqualTo(90);
        });
    }

    @Test
    void readsTheBacklogOnceInAnInterval() {
        service.metered().run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(MeteredService.count(registry, "aro.db.dead.letters", "resolved", "false"))
                    .isZero();

            context.getBean(AroDatabase.class).deadLetters().create(NewDeadLetter.ofSkill("calendly"));

            assertThat(MeteredService.count(registry, "aro.db.dead.letters", "resolved", "false"))
                    .isZero();
        });
    }

    @Test
    void metersNothingWithoutARegistryOrMicrometer() {
        service.unmetered()
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(AroDatabase.class)
                        .doesNotHaveBean(EventMeters.class)
                        .doesNotHaveBean(BacklogMeters.class));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AroDbMetricsAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventMeters.class));
    }

    @Test
    void metersNothingIfTheDatabaseOrTheMetersAreOff() {
        service.metered()
                .withPropertyValues("aro.db.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventMeters.class));
        service.metered()
                .withPropertyValues("management.metrics.enable.aro=false")
                .run(context -> {
                    MeteredService.useEverything(context.getBean(AroDatabase.class));
                    assertThat(MeteredService.tagKeys(context.getBean(MeterRegistry.class)))
                            .isEmpty();
                });
    }

    @Test
    void yieldsToMetersOfTheService() {
        SimpleMeterRegistry others = new SimpleMeterRegistry();
        service.metered()
                .withBean("mine", EventMeters.class, () -> new EventMeters(others, Set.of("fax")))
                .run(context -> {
                    MeteredService.execute(context.getBean(AroDatabase.class), "fax");

                    assertThat(context).hasSingleBean(EventMeters.class);
                    assertThat(MeteredService.count(
                                    others, "aro.db.idempotency.requests", "source", "fax", "outcome", "executed"))
                            .isEqualTo(1);
                    assertThat(MeteredService.tagKeys(context.getBean(SimpleMeterRegistry.class)))
                            .doesNotContainKey("aro.db.idempotency.requests");
                });
    }

    @Test
    void tellsListenersOfTheServiceBesideTheMeters() {
        List<DatabaseEvent> events = new CopyOnWriteArrayList<>();
        List<KeyEvent> keys = new CopyOnWriteArrayList<>();
        service.metered()
                .withBean("events", DatabaseListener.class, () -> events::add)
                .withBean("keys", IdempotencyListener.class, () -> keys::add)
                .run(context -> {
                    MeteredService.execute(context.getBean(AroDatabase.class), "fax");

                    assertThat(events).hasAtLeastOneElementOfType(DatabaseEvent.RequestHandled.class);
                    assertThat(keys).extracting(KeyEvent::kind).endsWith(KeyEvent.Kind.COMPLETED);
                    assertThat(MeteredService.count(
                                    context.getBean(MeterRegistry.class),
                                    "aro.db.idempotency.events",
                                    "source",
                                    "other",
                                    "kind",
                                    "completed"))
                            .isEqualTo(1);
                });
    }

    @Test
    void refusesAnIntervalThatIsNotPositive() {
        service.metered()
                .withPropertyValues("aro.db.metrics.backlog-interval=0s")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("aro.db.metrics.backlog-interval")
                        .hasMessageContaining("0"));
    }
}
