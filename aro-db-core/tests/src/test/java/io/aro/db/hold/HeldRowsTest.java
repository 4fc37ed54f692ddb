package io.aro.db.hold;

import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.testkit.builder.Builders.aConsent;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.aReminder;
import static io.aro.db.testkit.builder.Builders.aWorkflow;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anErasure;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.archive.FileArchive;
import io.aro.db.consent.Consent;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.repository.Changes;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.StepKind;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.workflow.DeadLetter;
import io.aro.db.workflow.WorkflowInstance;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.Condition;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows kept by a hold. */
@BothEngines
class HeldRowsTest {

    private static final Actor COUNSEL = Actor.admin("counsel");
    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);
    private static final String PHONE = "+15551234567";

    private final AroDatabase db;
    private final TestClock clock;

    @TempDir
    private Path folder = Path.of("");

    HeldRowsTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        clock.set(Instant.parse("2020-01-15T12:00:00Z"));
    }

    private void hold(Customer customer) {
        db.legalHolds().create(customer.id(), "case 7", COUNSEL);
    }

    private RetentionReport runToday(RetentionPolicy policy) {
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
        return db.retention(FileArchive.in(folder)).run(policy);
    }

    private long count(Table<?> table, Condition condition) {
        return db.session().<Integer>read(dsl -> dsl.fetchCount(table, condition));
    }

    @Test
    void keepsTheConsentsOfACustomerWhoWasErased() {
        Customer erased = aCustomer().insert(db);
        aConsent().of(erased).insert(db);
        anErasure().of(erased).insert(db);
        hold(erased);
        long before = count(CONSENTS, CONSENTS.CUSTOMER_ID.eq(erased.id()));

        RetentionReport report = runToday(POLICY);

        assertThat(report.count(StepKind.CONSENTS)).isZero();
        assertThat(count(CONSENTS, CONSENTS.CUSTOMER_ID.eq(erased.id())))
                .isEqualTo(before)
                .isPositive();
    }

    @Test
    void keepsTheEventsOfConsentsThatAreKnownByThePhoneOnly() {
        db.consents().append(NewConsent.toAll(PHONE, ConsentMethod.VERBAL));
        Customer ada = db.customers().create(NewCustomer.withPhone(PHONE));
        hold(ada);

        runToday(POLICY);

        assertThat(count(EVENTS, EVENTS.TYPE.eq("consent.given"))).isEqualTo(1);
    }

    @Test
    void keepsTheConsentsOfAPhoneWhoseHolderWasAnotherCustomerBefore() {
        Customer before = db.customers().create(NewCustomer.withPhone(PHONE));
        Consent given = aConsent().of(before).insert(db);
        anErasure().of(before).insert(db);
        hold(db.customers().create(NewCustomer.withPhone(PHONE)));

        RetentionReport report = runToday(POLICY);

        assertThat(report.count(StepKind.CONSENTS)).isZero();
        assertThat(count(CONSENTS, CONSENTS.ID.eq(given.id()))).isEqualTo(1);
        assertThat(count(EVENTS, EVENTS.TYPE.eq("consent.given"))).isEqualTo(1);
    }

    @Test
    void keepsTheConsentsOfACustomerWhoseFormerNumberBelongsToOneWhoIsErased() {
        Customer held = db.customers().create(NewCustomer.withPhone(PHONE));
        Consent given = aConsent().of(held).insert(db);
        db.customers().update(held.id(), Changes.set(CUSTOMERS.PHONE, "+15557654321"));
        Customer erased = db.customers().create(NewCustomer.withPhone(PHONE));
        anEvent()
                .about("consent", given.id())
                .type("consent.noted")
                .data(Map.of("text", "on paper"))
                .insert(db);
        hold(held);

        db.privacy().withConsentRetention(Period.ZERO).erase(erased.id(), COUNSEL);

        assertThat(db.consents().findByCustomerId(held.id(), 10)).containsExactly(given);
        assertThat(db.events().findByEntity("consent", given.id(), 10))
                .filteredOn(event -> event.type().equals("consent.noted"))
                .extracting(event -> event.data().get("text").asString())
                .containsExactly("on paper");
    }

    @Test
    void refusesToDeleteADeadLetterWhoseWorkflowIsGone() {
        Appointment visit = anAppointment().insert(db);
        WorkflowInstance workflow = aWorkflow().about(visit).completed().insert(db);
        DeadLetter letter = aDeadLetter().of(workflow).insert(db);
        assertThat(db.workflows().delete(workflow.id())).isTrue();
        db.legalHolds().create(visit.customerId(), "case 7", COUNSEL);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> db.deadLetters().delete(letter.id()));
    }

    @Test
    void refusesToDeleteWhatBelongsToTheCustomer() {
        Appointment visit = anAppointment().insert(db);
        ReminderLog reminder = aReminder().of(visit).insert(db);
        WorkflowInstance workflow = aWorkflow().about(visit).insert(db);
        DeadLetter letter = aDeadLetter().of(workflow).insert(db);
        db.legalHolds().create(visit.customerId(), "case 7", COUNSEL);

        for (ThrowingCallable deletion : List.<ThrowingCallable>of(
                () -> db.deadLetters().delete(letter.id()),
                () -> db.workflows().delete(workflow.id()),
                () -> db.reminders().delete(reminder.id()),
                () -> db.appointments().delete(visit.id()))) {
            assertThatExceptionOfType(RefusedChangeException.class)
                    .isThrownBy(deletion)
                    .withMessage("The customer %s is under a legal hold; lift it first.", visit.customerId());
        }

        db.legalHolds().lift(visit.customerId(), COUNSEL);
        assertThat(db.deadLetters().delete(letter.id())).isTrue();
        assertThat(db.workflows().delete(workflow.id())).isTrue();
        assertThat(db.reminders().delete(reminder.id())).isTrue();
        assertThat(db.appointments().delete(visit.id())).isTrue();
    }

    @Test
    void keepsAnAppointmentThatWasHiddenBeforeTheHold() {
        Appointment held = anAppointment().completed().insert(db);
        Appointment free = anAppointment().completed().insert(db);
        runToday(POLICY.withCompleted(Period.ofMonths(6), Period.ofYears(100)));
        db.legalHolds().create(held.customerId(), "case 7", COUNSEL);

        RetentionReport foretold = db.retention(FileArchive.in(folder)).dryRun(POLICY);
        RetentionReport report = runToday(POLICY);

        assertThat(foretold.count(StepKind.APPOINTMENTS)).isEqualTo(1);
        assertThat(report.count(StepKind.APPOINTMENTS)).isEqualTo(1);
        assertThat(db.appointments().findById(held.id())).isPresent();
        assertThat(db.appointments().findById(free.id())).isEmpty();
    }

    @Test
    void keepsTheDeadLettersOfTheWorkflowsOfTheCustomerAndNoOthers() {
        Appointment visit = anAppointment().insert(db);
        Appointment another = anAppointment().insert(db);
        DeadLetter held = aDeadLetter()
                .of(aWorkflow().about(visit).completed().insert(db))
                .archived()
                .insert(db);
        DeadLetter free = aDeadLetter()
                .of(aWorkflow().about(another).completed().insert(db))
                .archived()
                .insert(db);
        DeadLetter ofNobody = aDeadLetter().archived().insert(db);
        db.legalHolds().create(visit.customerId(), "case 7", COUNSEL);

        RetentionReport report = runToday(POLICY);

        assertThat(report.count(StepKind.DEAD_LETTERS)).isEqualTo(2);
        assertThat(db.deadLetters().findById(held.id())).isPresent();
        assertThat(db.deadLetters().findById(free.id())).isEmpty();
        assertThat(db.deadLetters().findById(ofNobody.id())).isEmpty();
    }
}
