package io.aro.db.time;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.archive.FileArchive;
import io.aro.db.config.BusinessConfig;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.internal.binding.TimeBinding;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.repository.Changes;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.schema.DefaultSchema;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.NewWorkflow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes through every writer with the clock at many ages, and a check of each time column. On SQLite the texts have
 * one form, and each value read lies within the age. A column without a value fails the test by name.
 */
@BothEngines
class EveryWriterTest {

    private static final Actor US = Actor.user("front-desk");

    /** Columns for applications, without a writer in the library. */
    private static final Set<String> WITHOUT_WRITER = Set.of("workflow_instances.lease_until");

    private static final String FORM = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00";

    /** Longer than any lease, backoff or key retention. */
    private static final Duration AGE = Duration.ofDays(1000);

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;
    private final Set<String> filled = new TreeSet<>();

    EveryWriterTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
    }

    @Test
    void storesTimesOfAllAgesInOneForm(@TempDir Path folder) {
        List<Instant> times = Effort.some(TimesOfAllAges.all(), 2);

        for (int age = 0; age < times.size(); age++) {
            clock.set(times.get(age));
            write(age, folder);
            columns().forEach(column -> lookAt(column.table(), column.field()));
            clear();
        }

        Set<String> all = new TreeSet<>();
        columns().forEach(column -> all.add(column.name()));
        all.removeAll(filled);
        assertThat(all).isEqualTo(WITHOUT_WRITER);
    }

    private void write(int age, Path folder) {
        Customer customer = db.customers().create(NewCustomer.withPhone(Given.phone(age)));
        assertThat(db.customers().findById(customer.id())).contains(customer);
        db.customers().update(customer.id(), Changes.set(CUSTOMERS.LAST_REVIEW_REQUEST_DATE, clock.instant()));
        visits(customer.id());
        messages(customer, age);
        work();
        deliveries();
        db.businessConfig().create(BusinessConfig.of("Clinic", "+15550000000", "a@example.org"), US);
        db.businessConfig().update(config -> config.withEmail("b@example.org"), US);
        db.legalHolds().create(customer.id(), "a claim", US);
        db.privacy().erase(Given.customer(db, 100 + age).id(), US);
        archive(folder.resolve("age" + age));
    }

    private void visits(UUID customer) {
        Appointment visit = book(customer);
        for (var status : List.of(CONFIRMED, IN_PROGRESS, COMPLETED)) {
            db.appointments().updateStatus(visit.id(), status, DESK);
        }
        db.appointments().updateStatus(book(customer).id(), CANCELLED, DESK);
        clock.advance(Duration.ofNanos(1000));
        assertThat(db.appointments().archiveCompleted(clock.instant())).isEqualTo(1);
    }

    private Appointment book(UUID customer) {
        Appointment booked = db.appointments()
                .create(NewAppointment.of(
                        customer, clock.instant().plusNanos(999), Duration.ofMinutes(30), "Cleaning", BigDecimal.TEN));
        assertThat(booked.date()).isEqualTo(clock.instant());
        assertThat(db.appointments().findById(booked.id())).contains(booked);
        return booked;
    }

    private void messages(Customer customer, int age) {
        Appointment visit = book(customer.id());
        db.reminders()
                .create(NewReminder.of(visit.id(), ReminderType.HOURS_24, Channel.SMS)
                        .withSentAt(clock.instant()));
        db.consents()
                .append(NewConsent.toAll(Given.phone(age), ConsentMethod.VERBAL).withGivenAt(clock.instant()));
        db.consents().append(NewOptOut.fromAll(Given.phone(age)).withOptedOutAt(clock.instant()));
        db.events().append(NewEvent.of("visit.noted", "visit", visit.id(), US).withOccurredAt(clock.instant()));
    }

    private void work() {
        db.workflows()
                .complete(db.workflows()
                        .markRunning(db.workflows()
                                .create(NewWorkflow.named("remind").withDueAt(clock.instant()))
                                .id())
                        .id());
        UUID failing = db.workflows().create(NewWorkflow.named("remind")).id();
        db.workflows().markRunning(failing);
        db.workflows().fail(failing, Map.of("said", "no answer"));
        db.workflows()
                .waitUntil(db.workflows().create(NewWorkflow.named("wait")).id(), clock.instant());
        UUID letter = db.deadLetters().create(NewDeadLetter.ofSkill("send_sms")).id();
        db.deadLetters().recordAttempt(letter, Map.of("said", "no answer"));
    }

    private void deliveries() {
        db.idempotency().execute(key("atomic"), "{}", String.class, tx -> "done");
        db.idempotency().executeLeased(key("leased"), "{}", String.class, lease -> {
            lookAt(IDEMPOTENCY_KEYS, IDEMPOTENCY_KEYS.LEASE_UNTIL);
            return lease.step("only", String.class, () -> "done");
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> db.idempotency()
                        .<String, IllegalStateException>executeLeased(
                                key("rests"),
                                "{}",
                                String.class,
                                lease -> {
                                    throw new IllegalStateException("no answer");
                                },
                                failure -> FailureAction.retry()));
        assertThat(db.idempotency().checkAndLock(key("held"), Duration.ofMinutes(1)))
                .isTrue();
        for (Duration late : List.of(Duration.ZERO, Duration.ofNanos(-1000))) {
            db.useTransaction(tx -> tx.deliveryOrder()
                    .acceptIfNewest("calendly", "visit", clock.instant().plus(late)));
        }
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.of("calendly", name);
    }

    /** Archives all rows older than the present, and restores them. */
    private void archive(Path folder) {
        Instant before = clock.instant();
        clock.advance(Duration.ofDays(1));
        var retention = db.retention(FileArchive.in(folder));
        retention.run(RetentionPolicy.defaults().withEvents(Period.ZERO).withMonthsAhead(1));
        var segments = retention.archive();
        segments.findAll().forEach(segment -> {
            assertThat(segment.newest()).isBeforeOrEqualTo(before);
            segments.restore(segment.id());
        });
        clock.set(before);
    }

    private void clear() {
        for (String table : List.of("business_config", "idempotency_keys", "delivery_subjects")) {
            db.session().write(dsl -> dsl.execute("DELETE FROM " + table));
        }
    }

    private record Column(Table<?> table, Field<Instant> field) {

        String name() {
            return table.getName() + "." + field.getName();
        }
    }

    /** Returns each time column, by its binding. */
    private static List<Column> columns() {
        return DefaultSchema.DEFAULT_SCHEMA
                .tableStream()
                .flatMap(table -> table.fieldStream()
                        .filter(field -> field.getType() == Instant.class)
                        .map(field -> {
                            assertThat(field.getBinding()).as(field.toString()).isInstanceOf(TimeBinding.class);
                            return new Column(table, field.coerce(TimeBinding.TYPE));
                        }))
                .toList();
    }

    private void lookAt(Table<?> table, Field<Instant> column) {
        String name = table.getName() + "." + column.getName();
        Result<Record2<Instant, String>> times = db.session()
                .read(dsl -> dsl.select(column, DSL.field(column.getQualifiedName(), String.class))
                        .from(table)
                        .where(column.isNotNull())
                        .fetch());
        if (!times.isEmpty()) {
            filled.add(name);
        }
        assertThat(times).as(name).allSatisfy(row -> {
            assertThat(TimesOfAllAges.all())
                    .anyMatch(age -> Duration.between(age, row.value1()).abs().compareTo(AGE) < 0);
            if (!database.engine().isPostgres()) {
                assertThat(row.value2()).matches(FORM);
            }
        });
    }
}
