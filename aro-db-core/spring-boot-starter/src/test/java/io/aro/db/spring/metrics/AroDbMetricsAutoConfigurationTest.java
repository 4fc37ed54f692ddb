package io.aro.db.spring.metrics;

import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.StatusChange;
import io.aro.db.connection.HostConfig;
import io.aro.db.contact.Channel;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.KeyEvent;
import io.aro.db.observation.DatabaseEvent.RequestResult;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.StepKind;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.workflow.NewDeadLetter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** The meters of a service, with and without a registry, on both engines. */
@BothEngines
class AroDbMetricsAutoConfigurationTest {

    /** The meters of all engines with their tag keys. */
    private static final Map<String, Set<String>> METERS = Map.ofEntries(
            Map.entry("aro.db.idempotency.requests", Set.of("source", "outcome")),
            Map.entry("aro.db.idempotency.events", Set.of("source", "kind")),
            Map.entry("aro.db.idempotency.keys", Set.of("state")),
            Map.entry("aro.db.transactions", Set.of("mode", "outcome")),
            Map.entry("aro.db.errors", Set.of("exception", "retryable")),
            Map.entry("aro.db.appointments.transitions", Set.of("from", "to")),
            Map.entry("aro.db.reminders", Set.of("channel", "result")),
            Map.entry("aro.db.dead.letters", Set.of("resolved")),
            Map.entry("aro.db.retention.run", Set.of("result")),
            Map.entry("aro.db.retention.rows", Set.of("step")),
            Map.entry("aro.db.retention.age", Set.of()),
            Map.entry("aro.db.schema.pending", Set.of()));

    private static final StatusChange DESK = StatusChange.by(Actor.user("desk"));

    private final TestDatabase database;
    private final ApplicationContextRunner service;

    AroDbMetricsAutoConfigurationTest(TestDatabase database) throws ClassNotFoundException {
        this.database = database;
        SQLDialect dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        this.service = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ClassUtils.forName("io.aro.db.spring.connection.AroDbAutoConfiguration", null),
                        AroDbMetricsAutoConfiguration.class))
                .withBean(DataSource.class, database::dataSource)
                .withBean(InstantSource.class, database::clock)
                .withBean(HostConfig.class, () -> HostConfig.of(dialect).withClock(database.clock()));
    }

    private ApplicationContextRunner metered() {
        return withMetrics().withBean(SimpleMeterRegistry.class);
    }

    private ApplicationContextRunner withMetrics() {
        return service.withConfiguration(AutoConfigurations.of(
                MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));
    }

    private Map<String, Set<String>> expected() {
        Map<String, Set<String>> meters = new TreeMap<>(METERS);
        if (!database.engine().isPostgres()) {
            meters.put("aro.db.sqlite.size", Set.of("file"));
        }
        return meters;
    }

    private static Map<String, Set<Set<String>>> tagKeys(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("aro."))
                .collect(Collectors.groupingBy(
                        Meter.Id::getName,
                        TreeMap::new,
                        Collectors.mapping(
                                id -> id.getTags().stream()
                                        .map(tag -> tag.getKey())
                                        .collect(Collectors.toCollection(TreeSet::new)),
                                Collectors.toSet())));
    }

    private static void useEverything(AroDatabase db) {
        Appointment visit = db.appointments()
                .create(NewAppointment.of(
                        db.customers()
                                .create(NewCustomer.withPhone("+15550001"))
                                .id(),
                        Instant.parse("2026-05-04T10:00:00Z"),
                        Duration.ofMinutes(45),
                        "Cleaning",
                        BigDecimal.TEN));
        db.appointments().updateStatus(visit.id(), CONFIRMED, DESK);
        catchThrowable(() -> db.appointments().updateStatus(visit.id(), CONFIRMED, DESK));
        NewReminder reminder = NewReminder.of(visit.id(), ReminderType.CUSTOM, Channel.SMS);
        db.reminders().createWithinLimit(reminder, MessageLimit.perDay(1));
        db.reminders().createWithinLimit(reminder, MessageLimit.perDay(1));
        execute(db, "stripe");
        execute(db, "unheard-of");
        catchThrowable(() -> db.idempotency()
                .executeLeased(
                        IdempotencyKey.of("stripe", "parked"),
                        "{}",
                        String.class,
                        lease -> {
                            throw new IllegalStateException("the provider fails");
                        },
                        failure -> FailureAction.park()));
        db.deadLetters().create(NewDeadLetter.ofSkill("calendly"));
    }

    private static void execute(AroDatabase db, String source) {
        db.idempotency().execute(IdempotencyKey.of(source, "evt-1"), "{}", String.class, tx -> "done");
    }

    private static double count(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    @Test
    void metersEverythingOfTheTable() {
        metered().run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            useEverything(context.getBean(AroDatabase.class));

            assertThat(tagKeys(registry).keySet()).isEqualTo(expected().keySet());
            assertThat(tagKeys(registry))
                    .allSatisfy((name, keys) ->
                            assertThat(keys).containsExactly(new TreeSet<>(expected().get(name))));
            assertThat(count(registry, "aro.db.idempotency.requests", "source", "stripe", "outcome", "executed"))
                    .isEqualTo(1);
            assertThat(count(registry, "aro.db.idempotency.requests", "source", "stripe", "outcome", "failed"))
                    .isEqualTo(1);
            assertThat(count(registry, "aro.db.idempotency.requests", "source", "other", "outcome", "executed"))
                    .isEqualTo(1);
            assertThat(count(registry, "aro.db.idempotency.events", "source", "stripe", "kind", "parked"))
                    .isEqualTo(1);
            assertThat(count(registry, "aro.db.idempotency.keys", "state", "parked")).isEqualTo(1);
            assertThat(count(registry, "aro.db.idempotency.keys", "state", "stuck")).isZero();
            assertThat(count(registry, "aro.db.transactions", "mode", "own", "outcome", "rolled_back"))
                    .isEqualTo(1);
            assertThat(count(registry, "aro.db.errors", "exception", "IllegalTransitionException"))
                    .isEqualTo(1);
            assertThat(count(registry, "aro.db.appointments.transitions", "from", "booked", "to", "confirmed"))
                    .isEqualTo(1);
            assertThat(count(registry, "aro.db.reminders", "channel", "sms", "result", "recorded"))
                    .isEqualTo(1);
            assertThat(count(registry, "aro.db.reminders", "channel", "sms", "result", "limit_reached"))
                    .isEqualTo(1);
            assertThat(count(registry, "aro.db.dead.letters", "resolved", "false")).isEqualTo(1);
            assertThat(count(registry, "aro.db.dead.letters", "resolved", "true")).isZero();
            assertThat(count(registry, "aro.db.schema.pending")).isZero();
        });
    }

    @Test
    void beginsAtZeroForEachConfiguredSourceAndOther() {
        IdempotencyPolicy policy = IdempotencyPolicy.of(Duration.ofDays(30), Duration.ofDays(1));
        metered()
                .withBean(
                        IdempotencyPolicies.class,
                        () -> IdempotencyPolicies.defaults().withPolicy("fax", policy))
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);

                    for (String source : List.of("stripe", "calendly", "twilio", "fax", "other")) {
                        for (RequestResult result : RequestResult.values()) {
                            assertThat(count(
                                            registry,
                                            "aro.db.idempotency.requests",
                                            "source",
                                            source,
                                            "outcome",
                                            result.name().toLowerCase(Locale.ROOT)))
                                    .isZero();
                        }
                        for (KeyEvent.Kind kind : KeyEvent.Kind.values()) {
                            assertThat(count(
                                            registry,
                                            "aro.db.idempotency.events",
                                            "source",
                                            source,
                                            "kind",
                                            kind.name().toLowerCase(Locale.ROOT)))
                                    .isZero();
                        }
                    }
                });
    }

    @Test
    void isScrapedByPrometheusWithAllTags() {
        withMetrics()
                .withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
                .run(context -> {
                    useEverything(context.getBean(AroDatabase.class));

                    String page = context.getBean(PrometheusMeterRegistry.class).scrape();

                    assertThat(page)
                            .contains(
                                    "aro_db_idempotency_requests_seconds_count{outcome=\"executed\",source=\"stripe\"} 1",
                                    "aro_db_idempotency_events_total{kind=\"completed\",source=\"other\"} 1.0",
                                    "aro_db_idempotency_keys{state=\"parked\"} 1.0",
                                    "aro_db_transactions_seconds_count{mode=\"own\",outcome=\"rolled_back\"} 1",
                                    "aro_db_errors_total{exception=\"IllegalTransitionException\",retryable=\"false\"} 1.0",
                                    "aro_db_appointments_transitions_total{from=\"booked\",to=\"confirmed\"} 1.0",
                                    "aro_db_reminders_total{channel=\"sms\",result=\"limit_reached\"} 1.0",
                                    "aro_db_dead_letters{resolved=\"false\"} 1.0",
                                    "aro_db_retention_run_seconds_count{result=\"succeeded\"} 0",
                                    "aro_db_retention_rows_total{step=\"keys\"} 0.0",
                                    "aro_db_retention_age_seconds NaN",
                                    "aro_db_schema_pending_migrations 0.0");
                });
    }

    @Test
    void metersTheRetentionRunsGivenToIt() {
        metered().run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            RetentionMeters meters = context.getBean(RetentionMeters.class);
            RetentionReport.Step step =
                    new RetentionReport.Step(StepKind.KEYS, 7, null, null, Duration.ofSeconds(1));

            meters.succeeded(new RetentionReport(true, List.of(step), Duration.ofSeconds(1)));
            assertThat(count(registry, "aro.db.retention.run", "result", "succeeded")).isZero();
            meters.failed(Duration.ofSeconds(2));
            assertThat(count(registry, "aro.db.retention.age")).isNaN();
            meters.succeeded(new RetentionReport(false, List.of(step), Duration.ofSeconds(1)));
            database.clock().advance(Duration.ofSeconds(90));

            assertThat(count(registry, "aro.db.retention.run", "result", "succeeded")).isEqualTo(1);
            assertThat(count(registry, "aro.db.retention.run", "result", "failed")).isEqualTo(1);
            assertThat(count(registry, "aro.db.retention.rows", "step", "keys")).isEqualTo(7);
            assertThat(count(registry, "aro.db.retention.age")).isEqualTo(90);
        });
    }

    @Test
    void readsTheBacklogOnceInAnInterval() {
        metered().run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(count(registry, "aro.db.dead.letters", "resolved", "false")).isZero();

            context.getBean(AroDatabase.class).deadLetters().create(NewDeadLetter.ofSkill("calendly"));

            assertThat(count(registry, "aro.db.dead.letters", "resolved", "false")).isZero();
        });
    }

    @Test
    void metersNothingWithoutARegistryOrMicrometer() {
        service.run(context -> assertThat(context)
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
        metered().withPropertyValues("aro.db.enabled=false").run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(EventMeters.class));
        metered().withPropertyValues("management.metrics.enable.aro=false").run(context -> {
            useEverything(context.getBean(AroDatabase.class));
            assertThat(tagKeys(context.getBean(MeterRegistry.class))).isEmpty();
        });
    }

    @Test
    void yieldsToMetersOfTheService() {
        SimpleMeterRegistry others = new SimpleMeterRegistry();
        metered()
                .withBean("mine", EventMeters.class, () -> new EventMeters(others, Set.of("fax")))
                .run(context -> {
                    execute(context.getBean(AroDatabase.class), "fax");

                    assertThat(context).hasSingleBean(EventMeters.class);
                    assertThat(count(others, "aro.db.idempotency.requests", "source", "fax", "outcome", "executed"))
                            .isEqualTo(1);
                    assertThat(tagKeys(context.getBean(SimpleMeterRegistry.class)))
                            .doesNotContainKey("aro.db.idempotency.requests");
                });
    }

    @Test
    void refusesAnIntervalThatIsNotPositive() {
        metered().withPropertyValues("aro.db.metrics.backlog-interval=0s").run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .hasMessageContaining("aro.db.metrics.backlog-interval")
                .hasMessageContaining("0"));
    }
}
