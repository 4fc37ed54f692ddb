package io.aro.db.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.KeyEvent;
import io.aro.db.observation.DatabaseEvent.RequestResult;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** All meters with their tags, in both registries. */
@BothEngines
class MeterTableTest {

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

    private final TestDatabase database;
    private final MeteredService service;

    MeterTableTest(TestDatabase database) {
        this.database = database;
        this.service = MeteredService.on(database);
    }

    private Map<String, Set<String>> expected() {
        Map<String, Set<String>> meters = new TreeMap<>(METERS);
        if (!database.engine().isPostgres()) {
            meters.put("aro.db.sqlite.size", Set.of("file"));
        }
        return meters;
    }

    @Test
    void metersEverythingOfTheTable() {
        service.metered().run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            MeteredService.useEverything(context.getBean(AroDatabase.class));

            assertThat(MeteredService.tagKeys(registry).keySet())
                    .isEqualTo(expected().keySet());
            assertThat(MeteredService.tagKeys(registry))
                    .allSatisfy((name, keys) -> assertThat(keys)
                            .containsExactly(new TreeSet<>(expected().get(name))));
            assertThat(MeteredService.count(
                            registry, "aro.db.idempotency.requests", "source", "stripe", "outcome", "executed"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(
                            registry, "aro.db.idempotency.requests", "source", "stripe", "outcome", "failed"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(
                            registry, "aro.db.idempotency.requests", "source", "other", "outcome", "executed"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(
                            registry, "aro.db.idempotency.events", "source", "stripe", "kind", "parked"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(registry, "aro.db.idempotency.keys", "state", "parked"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(registry, "aro.db.idempotency.keys", "state", "stuck"))
                    .isZero();
            assertThat(MeteredService.count(registry, "aro.db.transactions", "mode", "own", "outcome", "rolled_back"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(registry, "aro.db.errors", "exception", "IllegalTransitionException"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(
                            registry, "aro.db.appointments.transitions", "from", "booked", "to", "confirmed"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(registry, "aro.db.reminders", "channel", "sms", "result", "recorded"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(registry, "aro.db.reminders", "channel", "sms", "result", "limit_reached"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(registry, "aro.db.dead.letters", "resolved", "false"))
                    .isEqualTo(1);
            assertThat(MeteredService.count(registry, "aro.db.dead.letters", "resolved", "true"))
                    .isZero();
            assertThat(MeteredService.count(registry, "aro.db.schema.pending")).isZero();
        });
    }

    @Test
    void beginsAtZeroForEachConfiguredSourceAndOther() {
        IdempotencyPolicy policy = IdempotencyPolicy.of(Duration.ofDays(30), Duration.ofDays(1));
        service.metered()
                .withBean(
                        IdempotencyPolicies.class,
                        () -> IdempotencyPolicies.defaults().withPolicy("fax", policy))
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);

                    for (String source : List.of("stripe", "calendly", "twilio", "fax", "other")) {
                        for (RequestResult result : RequestResult.values()) {
                            assertThat(MeteredService.count(
                                            registry,
                                            "aro.db.idempotency.requests",
                                            "source",
                                            source,
                                            "outcome",
                                            result.name().toLowerCase(Locale.ROOT)))
                                    .isZero();
                        }
                        for (KeyEvent.Kind kind : KeyEvent.Kind.values()) {
                            assertThat(MeteredService.count(
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
        service.withMetrics()
                .withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
                .run(context -> {
                    MeteredService.useEverything(context.getBean(AroDatabase.class));

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
}
