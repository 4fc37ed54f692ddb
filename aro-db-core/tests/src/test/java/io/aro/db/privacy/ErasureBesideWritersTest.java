package io.aro.db.privacy;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.StatusChange;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.transaction.Transaction;
import io.aro.db.workflow.NewWorkflow;
import io.aro.db.workflow.WorkflowInstance;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Erasures beside an open transaction of a writer, which continues after the erasure waits. */
@BothEngines
@Timeout(180)
class ErasureBesideWritersTest {

    private static final String PHONE = "+15551234567";
    private static final Actor DESK = Actor.user("desk");
    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private final TestDatabase database;
    private final AroDatabase writer;
    private final AroDatabase eraser;
    private final CountDownLatch erasureBegins = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private Customer ada;
    private Appointment visit;
    private WorkflowInstance flow;

    ErasureBesideWritersTest(TestDatabase database, AroDatabase writer) {
        this.database = database;
        this.writer = writer;
        this.eraser = database.open(this::heard);
    }

    private @Nullable Object heard(JdbcCall call) throws SQLException {
        if (call.kind() == Kind.BEGIN) {
            erasureBegins.countDown();
        }
        return call.proceed();
    }

    @BeforeEach
    void insertCustomer() {
        ada = writer.customers().create(NewCustomer.withPhone(PHONE).withName("Ada Lovelace"));
        visit = writer.appointments().create(Given.visit(ada.id()).withExternalId("visit-1"));
        writer.appointments().updateStatus(visit.id(), AppointmentStatus.CONFIRMED, StatusChange.by(DESK));
        writer.consents().append(NewConsent.toAll(PHONE, ConsentMethod.VERBAL));
        flow = writer.workflows()
                .create(NewWorkflow.named("reminders")
                        .withAppointmentId(visit.id())
                        .withStateData(Map.of("step", 1, "note", "Ada Lovelace")));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        eraser.close();
    }

    @Test
    void keepsWhatAWorkflowHasSavedMeanwhile() throws Exception {
        eraseWhile(tx -> tx.workflows().saveStateData(flow.id(), Map.of("step", 2, "note", "Ada Lovelace")), tx -> {});

        assertThat(String.valueOf(writer.workflows().getById(flow.id()).stateData()))
                .contains("\"step\":2", "\"note\":\"[erased]\"");
    }

    @Test
    void keepsTheResponseThatARequestHasStoredMeanwhile() throws Exception {
        IdempotencyKey key = IdempotencyKey.of("calendly", "e1");
        writer.idempotency().execute(key, "{}", Map.class, tx -> Map.of("who", "Ada Lovelace", "step", 1));

        eraseWhile(
                tx -> tx.session()
                        .write(dsl -> dsl.update(IDEMPOTENCY_KEYS)
                                .set(IDEMPOTENCY_KEYS.RESPONSE, JSONB.jsonb("{\"who\": \"Ada Lovelace\", \"step\": 2}"))
                                .where(IDEMPOTENCY_KEYS.KEY.eq("e1"))
                                .execute()),
                tx -> {});

        assertThat(Rows.query(database, "select response from idempotency_keys where key = 'e1'"))
                .singleElement()
                .asString()
                .contains("2", "[erased]")
                .doesNotContain("Ada");
    }

    @Test
    void erasesTheNameThatThePersonWasGivenMeanwhile() throws Exception {
        WorkflowInstance other =
                writer.workflows().create(NewWorkflow.named("notes").withStateData(Map.of("with", "Ada King")));

        eraseWhile(tx -> tx.customers().update(ada.id(), Changes.set(CUSTOMERS.NAME, "Ada King")), tx -> {});

        assertThat(writer.workflows().getById(other.id()).stateData()).hasToString("{\"with\":\"[erased]\"}");
    }

    @Test
    void doesNotDeadlockWithASender() throws Exception {
        eraseWhile(
                tx -> assertThat(tx.consents().lockConsent(PHONE, Channel.SMS)).isTrue(),
                tx -> tx.reminders()
                        .createWithinLimit(
                                NewReminder.of(visit.id(), ReminderType.HOURS_24, Channel.SMS),
                                MessageLimit.perDay(3)));

        assertThat(writer.consents().mayContact(PHONE, Channel.SMS)).isFalse();
        assertThat(Rows.count(database, "reminder_logs")).isOne();
    }

    @Test
    void doesNotDeadlockWithAnOptOut() throws Exception {
        eraseWhile(
                tx -> tx.consents().append(NewOptOut.fromAll(PHONE)),
                tx -> tx.appointments().updateStatus(visit.id(), AppointmentStatus.CANCELLED, StatusChange.by(DESK)));

        assertThat(writer.appointments().getById(visit.id()).status()).isEqualTo(AppointmentStatus.CANCELLED);
    }

    @Test
    void doesNotDeadlockWithAMove() throws Exception {
        eraseWhile(
                tx -> tx.appointments().requestDeposit(visit.id(), BigDecimal.ONE, DESK),
                tx -> tx.appointments().updateStatus(visit.id(), AppointmentStatus.CANCELLED, StatusChange.by(DESK)));

        assertThat(writer.appointments().getById(visit.id()).status()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(writer.customers().getById(ada.id()).cancelCount()).isOne();
    }

    @Test
    void doesNotDeadlockWithANewBooking() throws Exception {
        eraseWhile(
                tx -> tx.appointments().create(Given.visit(ada.id())),
                tx -> tx.workflows().create(NewWorkflow.named("more").withAppointmentId(visit.id())));

        assertThat(Rows.count(database, "workflow_instances")).isEqualTo(2);
    }

    @Test
    void doesNotDeadlockWithARequestThatDeletes() throws Exception {
        Appointment other = writer.appointments().create(Given.visit(ada.id()));
        IdempotencyKey key = IdempotencyKey.of("calendly", "e1");
        writer.idempotency().execute(key, "{}", Map.class, tx -> Map.of("who", "Ada Lovelace"));

        eraseWhile(
                tx -> tx.session()
                        .write(dsl -> dsl.update(IDEMPOTENCY_KEYS)
                                .set(IDEMPOTENCY_KEYS.LAST_ERROR, "Ada Lovelace")
                                .where(IDEMPOTENCY_KEYS.KEY.eq("e1"))
                                .execute()),
                tx -> tx.appointments().delete(other.id()));

        assertThat(writer.appointments().findById(other.id())).isEmpty();
        assertThat(Rows.query(database, "select response, last_error from idempotency_keys"))
                .singleElement()
                .asString()
                .doesNotContain("Ada");
    }

    /** Runs the first part of the writer, starts the erasure, and runs the second part after the erasure waits. */
    private void eraseWhile(Consumer<Transaction> first, Consumer<Transaction> second) throws Exception {
        Future<ErasureReport> erasure = writer.inTransaction(tx -> {
            first.accept(tx);
            Future<ErasureReport> begun = threads.submit(() -> eraser.privacy().erase(ada.id(), DESK));
            awaitWaiting(begun);
            second.accept(tx);
            return begun;
        });

        assertThat(erasure.get(1, TimeUnit.MINUTES).customerId()).isEqualTo(ada.id());
        assertThat(writer.customers().getById(ada.id()).name()).isNull();
    }

    private void awaitWaiting(Future<?> erasure) throws Exception {
        assertThat(erasureBegins.await(1, TimeUnit.MINUTES)).isTrue();
        while (database.engine().isPostgres() && !erasure.isDone() && Rows.number(database, WAITING) == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
