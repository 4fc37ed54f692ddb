package io.aro.db.spring.metrics;

import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static org.assertj.core.api.Assertions.assertThatException;

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
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.workflow.NewDeadLetter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/**
 * A service over a test database, and its meters.
 *
 * @param unmetered the service without Boot's configuration of metrics
 */
record MeteredService(ApplicationContextRunner unmetered) {

    private static final StatusChange DESK = StatusChange.by(Actor.user("desk"));

    /** Returns the service without Boot's configuration of metrics. */
    static MeteredService on(TestDatabase database) {
        SQLDialect dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        return new MeteredService(new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(database(), AroDbMetricsAutoConfiguration.class))
                .withBean(DataSource.class, database::dataSource)
                .withBean(InstantSource.class, database::clock)
                .withBean(HostConfig.class, () -> HostConfig.of(dialect).withClock(database.clock())));
    }

    /** Returns the configuration of the database, which is hidden in its package. */
    private static Class<?> database() {
        return ClassUtils.resolveClassName("io.aro.db.spring.connection.AroDbAutoConfiguration", null);
    }

    /** Returns the service with Boot's configuration of metrics, without a registry. */
    ApplicationContextRunner withMetrics() {
        return unmetered.withConfiguration(
                AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));
    }

    ApplicationContextRunner metered() {
        return withMetrics().withBean(SimpleMeterRegistry.class);
    }

    /** Causes events of all kinds. */
    static void useEverything(AroDatabase db) {
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
        assertThatException().isThrownBy(() -> db.appointments().updateStatus(visit.id(), CONFIRMED, DESK));
        NewReminder reminder = NewReminder.of(visit.id(), ReminderType.CUSTOM, Channel.SMS);
        db.reminders().createWithinLimit(reminder, MessageLimit.perDay(1));
        db.reminders().createWithinLimit(reminder, MessageLimit.perDay(1));
        execute(db, "stripe");
        execute(db, "unheard-of");
        assertThatException()
                .isThrownBy(() -> db.idempotency()
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

    static void execute(AroDatabase db, String source) {
        db.idempotency().execute(IdempotencyKey.of(source, "evt-1"), "{}", String.class, tx -> "done");
    }

    /** Returns the number of a gauge, or the count of a counter or timer. */
    static double count(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    /** Returns the tag keys of the meters of the library by their names. */
    static Map<String, Set<Set<String>>> tagKeys(MeterRegistry registry) {
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
}
