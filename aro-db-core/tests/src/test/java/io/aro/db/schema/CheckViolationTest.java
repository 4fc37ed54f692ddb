package io.aro.db.schema;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.config.BusinessConfig;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.contact.Channel;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.repository.Changes;
import io.aro.db.repository.Repository;
import io.aro.db.schema.Probe.Answer;
import io.aro.db.schema.Probe.Refused;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.CheckConstraint;
import io.aro.db.testkit.schema.SchemaParity;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.NewWorkflow;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The exception of each CHECK for a caller of the library: the violation of hand-written SQL, or an earlier refusal of
 * the value. {@link CheckParityTest} sends bad values to every CHECK by hand-written SQL.
 */
@NullMarked
@BothEngines
class CheckViolationTest {

    /** Checks that no call can violate, with the reason. */
    private static final Map<String, String> OUT_OF_REACH = Map.ofEntries(
            entry("ck_appointment_transitions_actor", "Actor has an enum for it"),
            entry("ck_appointment_transitions_end", "the library joins the moves of a history by itself"),
            entry("ck_appointment_transitions_linear", "the library numbers the moves of a history by itself"),
            entry("ck_business_config_email", "a BusinessConfig has a plausible address"),
            entry("ck_business_config_version", "the library counts the versions by itself"),
            entry("ck_consents_channel", "Channel is an enum"),
            entry("ck_consents_consent_method", "ConsentMethod is an enum"),
            entry("ck_consents_given", "a NewConsent has a method, and the clock's date by default"),
            entry("ck_consents_opt_out", "consents and opt-outs are different types"),
            entry("ck_delivery_subjects_counted", "the library counts by itself"),
            entry("ck_delivery_subjects_superseded", "the library counts by itself"),
            entry("ck_events_actor", "Actor has an enum for it"),
            entry("ck_legal_holds_actor", "Actor has an enum for it"),
            entry("ck_archive_segments_row_count", "the library counts by itself"),
            entry("ck_archive_segments_sha256", "computed by the library"),
            entry("ck_erasure_secrets_id", "the library never writes there"),
            entry("ck_erasure_secrets_secret", "the library never writes there"),
            entry("ck_erasures_times", "the library counts by itself"),
            entry("ck_idempotency_keys_attempts", "the service counts by itself"),
            entry("ck_idempotency_keys_completed", "the service sets both columns in one statement"),
            entry("ck_idempotency_keys_fence", "the service counts by itself"),
            entry("ck_idempotency_keys_fingerprint", "the service works it out by itself"),
            entry("ck_idempotency_keys_open_state", "the service has an enum for it"),
            entry("ck_idempotency_keys_state", "the service has an enum for it"),
            entry("ck_idempotency_steps_fence", "the service counts by itself"),
            entry("ck_aro_schema_versions_oldest_library", "only a migration writes there"),
            entry("ck_aro_schema_versions_version", "only a migration writes there"));

    private final TestDatabase database;
    private final AroDatabase db;
    private final SchemaSnapshot live;
    private UUID ada = new UUID(0, 0);
    private UUID visit = new UUID(0, 0);
    private UUID reminder = new UUID(0, 0);
    private UUID workflow = new UUID(0, 0);

    CheckViolationTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
        this.live = SchemaSnapshot.of(database.dataSource());
    }

    @BeforeEach
    void insertARowOfEachRepository() {
        Appointment booked = Given.booked(db, 1);
        ada = booked.customerId();
        visit = booked.id();
        reminder = db.reminders()
                .create(NewReminder.of(visit, ReminderType.HOURS_24, Channel.SMS))
                .id();
        workflow = db.workflows().create(NewWorkflow.named("reminder_sequence")).id();
    }

    private List<Sent<?, ?>> sent() {
        return List.of(
                new Sent<>(db.customers(), ada, CUSTOMERS.PHONE, "555-0199"),
                new Sent<>(db.customers(), ada, CUSTOMERS.PAYMENT_STATUS, "paid"),
                new Sent<>(db.customers(), ada, CUSTOMERS.REVIEW_STATUS, "asked"),
                new Sent<>(db.customers(), ada, CUSTOMERS.COMMUNICATION_PREFERENCE, "fax"),
                new Sent<>(db.appointments(), visit, APPOINTMENTS.EXTERNAL_SOURCE, "calendly"),
                new Sent<>(db.appointments(), visit, APPOINTMENTS.DURATION, 0),
                new Sent<>(db.appointments(), visit, APPOINTMENTS.SERVICE_COST, new BigDecimal("-0.01")),
                new Sent<>(db.appointments(), visit, APPOINTMENTS.RESPONSE_CLASSIFICATION, "maybe"),
                new Sent<>(db.reminders(), reminder, REMINDER_LOGS.TYPE, "1h"),
                new Sent<>(db.reminders(), reminder, REMINDER_LOGS.CHANNEL, "fax"),
                new Sent<>(db.workflows(), workflow, WORKFLOW_INSTANCES.MAX_RETRIES, -1));
    }

    private List<Held> held() {
        return List.of(
                kept(db.customers(), ada, CUSTOMERS.EMAIL, "ada"),
                kept(db.customers(), ada, CUSTOMERS.NO_SHOW_COUNT, -1L),
                kept(db.customers(), ada, CUSTOMERS.RESCHEDULE_COUNT, -1L),
                kept(db.customers(), ada, CUSTOMERS.CANCEL_COUNT, -1L),
                kept(db.customers(), ada, CUSTOMERS.CONFIRMATION_RATE, new BigDecimal("100.01")),
                kept(db.customers(), ada, CUSTOMERS.LIFETIME_VALUE, new BigDecimal("-0.01")),
                kept(db.customers(), ada, CUSTOMERS.DEPOSITS_PAID, -1L),
                kept(db.customers(), ada, CUSTOMERS.APPOINTMENT_COUNT, -1L),
                kept(db.customers(), ada, CUSTOMERS.CONFIRMED_COUNT, 2L),
                kept(db.customers(), ada, CUSTOMERS.RISK_CATEGORY, "severe"),
                new Held(
                        "ck_customers_risk_score",
                        "risk score",
                        () -> db.customers().updateRiskScore(ada, 101)),
                new Held("ck_customers_tags", "tags", () -> db.customers().addTags(ada, "")),
                kept(db.appointments(), visit, APPOINTMENTS.VERSION, 0),
                kept(db.appointments(), visit, APPOINTMENTS.AT_LAST_TRANSITION, false),
                kept(db.appointments(), visit, APPOINTMENTS.RESCHEDULED_FROM, visit),
                new Held(
                        "ck_appointments_deposit_amount",
                        "deposit amount",
                        () -> db.appointments().requestDeposit(visit, new BigDecimal("-0.01"), Actor.user("desk"))),
                new Held(
                        "ck_appointments_completed",
                        "status",
                        () -> db.appointments()
                                .update(visit, Changes.set(APPOINTMENTS.STATUS, AppointmentStatus.COMPLETED))),
                new Held(
                        "ck_appointments_cancelled",
                        "status",
                        () -> db.appointments()
                                .update(visit, Changes.set(APPOINTMENTS.STATUS, AppointmentStatus.CANCELLED))),
                new Held(
                        "ck_appointment_transitions_reasoned",
                        "reason",
                        () -> db.appointments().correct(visit, Correction.DID_NOT_COME, Given.DESK)),
                kept(db.workflows(), workflow, WORKFLOW_INSTANCES.CURRENT_STATE, "done"),
                kept(db.workflows(), workflow, WORKFLOW_INSTANCES.RETRY_COUNT, -1),
                kept(db.workflows(), workflow, WORKFLOW_INSTANCES.FENCE, -1L),
                new Held(
                        "ck_workflow_instances_lease",
                        "owner",
                        () -> db.workflows().update(workflow, Changes.set(WORKFLOW_INSTANCES.OWNER, "worker-1"))),
                new Held(
                        "ck_dead_letters_attempts",
                        "attempts",
                        () -> db.deadLetters().create(new NewDeadLetter(workflow, null, null, null, 0))),
                new Held(
                        "ck_business_config_phone",
                        "phone",
                        () -> BusinessConfig.of("Bright Smiles", "555-0199", "office@example.org")),
                new Held(
                        "ck_consents_phone",
                        "phone",
                        () -> db.consents().append(NewConsent.toAll("555-0199", ConsentMethod.VERBAL))),
                new Held("ck_idempotency_keys_key", "idempotency key", () -> IdempotencyKey.of("calendly", "")),
                new Held(
                        "ck_delivery_subjects_subject",
                        "delivery subject",
                        () -> db.useTransaction(tx -> tx.deliveryOrder().acceptIfNewest("calendly", "", Given.MAY))));
    }

    private static <R extends Record, V> Held kept(
            Repository<R, ?> repository, UUID id, TableField<R, V> column, V value) {
        String check = "ck_" + Sent.tableOf(column) + "_" + column.getName();
        return new Held(check, column.getName(), () -> repository.update(id, Changes.set(column, value)));
    }

    @Test
    void everyCheckIsMetOrOutOfReach() {
        Set<String> known = new HashSet<>(OUT_OF_REACH.keySet());
        sent().forEach(value -> known.add(value.check()));
        held().forEach(value -> known.add(value.check()));
        List<String> checks = live.tables().stream()
                .filter(table -> !table.isPartition())
                .flatMap(table ->
                        table.checks().stream().map(CheckConstraint::name).filter(name -> !isOfTime(table, name)))
                .toList();

        if (database.engine().isPostgres()) {
            assertThat(checks).containsExactlyInAnyOrderElementsOf(known);
        } else {
            // On SQLite each type has a check, too; PostgreSQL has real types.
            assertThat(checks).containsAll(known);
        }
    }

    /** Returns whether the check bounds a time: the library writes no time before the year 1 or after the year 9999. */
    private static boolean isOfTime(Table table, String check) {
        return table.columns().stream()
                .anyMatch(column -> column.type().toLowerCase(Locale.ROOT).startsWith("timestamp")
                        && check.equals("ck_" + table.name() + "_" + column.name()));
    }

    @Test
    void theLibraryAndHandWrittenSqlMeetTheSameViolation() throws SQLException {
        for (Sent<?, ?> value : sent()) {
            Refused byLibrary = value.byLibrary();

            assertThat(byLibrary)
                    .isEqualTo(new Refused(
                            "CHECK",
                            value.check(),
                            value.table(),
                            value.column().getName()));
            assertThat(ask(value.bySql(live))).isEqualTo(byLibrary);
        }
    }

    @Test
    void otherValuesAreRefusedBeforeTheyAreSent() {
        for (Held value : held()) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .as(value.check())
                    .isThrownBy(value.call())
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(value.field()));
        }
    }

    private Answer ask(Probe probe) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            return probe.ask(connection, database.engine());
        }
    }

    /** A value sent by the library and refused by the check of the column's name. */
    private record Sent<R extends Record, V>(Repository<R, ?> repository, UUID id, TableField<R, V> column, V value) {

        String table() {
            return tableOf(column);
        }

        String check() {
            return "ck_" + table() + "_" + column.getName();
        }

        Refused byLibrary() {
            ConstraintViolationException violation = catchThrowableOfType(
                    ConstraintViolationException.class, () -> repository.update(id, Changes.set(column, value)));
            assertThat(violation).as(check()).isNotNull();
            return new Refused(
                    violation.kind().name(),
                    violation.constraint().orElse(""),
                    violation.table().orElse(""),
                    violation.column().orElse(""));
        }

        Probe bySql(SchemaSnapshot live) {
            Table common = SchemaParity.common(live).table(table()).orElseThrow();
            String literal = value instanceof String text ? "'" + text + "'" : value.toString();
            return new Probe(common, Map.of(column.getName(), literal));
        }

        static String tableOf(TableField<?, ?> column) {
            return Objects.requireNonNull(column.getTable()).getName();
        }
    }

    /** A call with a bad value for a check, refused earlier with the name of a field. */
    private record Held(String check, String field, ThrowingCallable call) {}
}
