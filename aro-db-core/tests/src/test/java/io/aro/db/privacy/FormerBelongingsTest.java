package io.aro.db.privacy;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.ERASURES;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.FORMER_BELONGINGS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.aReminder;
import static io.aro.db.testkit.builder.Builders.aWorkflow;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Changes;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.workflow.WorkflowInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events about rows deleted or archived before the erasure or the hold of their customer. */
@BothEngines
class FormerBelongingsTest {

    private static final Actor DESK = Actor.admin("privacy-desk");
    private static final String SECRET = "allergic to penicillin";
    private static final RetentionPolicy EVENTS_STAY =
            RetentionPolicy.defaults().withEvents(Period.ofYears(10));

    private final AroDatabase db;
    private final TestClock clock;
    private final Map<String, UUID> theirs = new LinkedHashMap<>();
    private Customer person;

    @TempDir
    private Path folder = Path.of("");

    FormerBelongingsTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @BeforeEach
    void tellOfEverythingThatIsTheirs() {
        person = aCustomer().insert(db);
        theirs.put("customer", person.id());
        Appointment visit = anAppointment().of(person).completed().insert(db);
        theirs.put("appointment", visit.id());
        theirs.put("reminder", aReminder().of(visit).insert(db).id());
        WorkflowInstance workflow = aWorkflow().about(visit).completed().insert(db);
        theirs.put("workflow", workflow.id());
        theirs.put(
                "dead_letter", aDeadLetter().of(workflow).archived().insert(db).id());
        theirs.put(
                "consent",
                db.consents()
                        .append(NewConsent.toAll(person.phone(), ConsentMethod.VERBAL))
                        .id());
        theirs.forEach(this::tell);
    }

    private void tell(String noun, UUID id) {
        anEvent()
                .type("answer.received")
                .about(noun, id)
                .data(Map.of("text", SECRET))
                .insert(db);
    }

    @Test
    void eventsAreErasedThatOutliveTheirArchivedAppointment() {
        clock.advance(Duration.ofDays(3 * 365));
        retention().run(EVENTS_STAY);
        assertThat(db.appointments().findById(theirs("appointment"))).isEmpty();
        assertThat(db.deadLetters().findById(theirs("dead_letter"))).isEmpty();

        erase();

        assertThat(told()).hasSize(theirs.size()).noneMatch(data -> data.contains(SECRET));
    }

    @Test
    void eventsAreErasedThatOutliveWhatWasDeletedByHand() {
        delete(CONSENTS, CONSENTS.ID, "consent");
        delete(DEAD_LETTERS, DEAD_LETTERS.ID, "dead_letter");
        delete(WORKFLOW_INSTANCES, WORKFLOW_INSTANCES.ID, "workflow");
        delete(REMINDER_LOGS, REMINDER_LOGS.ID, "reminder");
        delete(APPOINTMENTS, APPOINTMENTS.ID, "appointment");

        erase();

        assertThat(told()).hasSize(theirs.size()).noneMatch(data -> data.contains(SECRET));
    }

    @Test
    void eventsAreErasedThatOutliveWhatWentWithTheAppointment() {
        delete(APPOINTMENTS, APPOINTMENTS.ID, "appointment");
        assertThat(db.reminders().findById(theirs("reminder"))).isEmpty();

        erase();

        assertThat(told()).hasSize(theirs.size()).noneMatch(data -> data.contains(SECRET));
    }

    @Test
    void aHoldKeepsTheEventsThatOutliveTheirAppointment() {
        clock.advance(Duration.ofDays(3 * 365));
        retention().run(EVENTS_STAY);
        theirs.remove("consent");
        db.legalHolds().create(person.id(), "case 7", DESK);

        retention().run(RetentionPolicy.defaults());

        assertThat(theirs)
                .allSatisfy((noun, id) -> assertThat(db.events().findByEntity(noun, id, 10))
                        .extracting(Event::type)
                        .contains("answer.received"));
    }

    @Test
    void whateverIsRestoredIsErasedAgainWhileItsOwnerIsThere() {
        clock.advance(Duration.ofDays(3 * 365));
        RetentionPolicy onlyEvents = RetentionPolicy.defaults()
                .withCompleted(Period.ofYears(20), Period.ofYears(20))
                .withDeadLetters(Period.ofYears(20));
        retention().run(onlyEvents);
        assertThat(told()).isEmpty();
        erase();

        restore(segment -> true);

        assertThat(told()).hasSize(theirs.size()).noneMatch(data -> data.contains(SECRET));
    }

    @Test
    void whateverIsRestoredIsErasedAgainAlthoughItsOwnerIsGone() {
        clock.advance(Duration.ofDays(3 * 365));
        retention().run(RetentionPolicy.defaults());
        erase();

        restore(segment -> segment.source().equals("events"));

        assertThat(told()).hasSize(theirs.size()).noneMatch(data -> data.contains(SECRET));
        restore(segment -> true);
        assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(FORMER_BELONGINGS)))
                .as("only the consent is gone")
                .isOne();
    }

    @Test
    void aRestoreErasesNobodyAnewWhomTheSegmentIsNotAbout() {
        Customer other = aCustomer().insert(db);
        clock.advance(Duration.ofDays(3 * 365));
        retention().run(RetentionPolicy.defaults());
        erase();
        db.privacy().erase(other.id(), DESK);
        anAppointment().ofCustomer(other.id()).notes("since").insert(db);

        restore(segment -> segment.source().equals("events"));

        assertThat(db.appointments().findByCustomerId(other.id()))
                .extracting(Appointment::notes)
                .containsExactly("since");
    }

    @Test
    void aRestoreErasesNobodyUnderAHold() {
        clock.advance(Duration.ofDays(3 * 365));
        retention().run(RetentionPolicy.defaults());
        erase();
        db.customers().update(person.id(), Changes.set(CUSTOMERS.NAME, "Ada King"));
        db.legalHolds().create(person.id(), "case 7", DESK);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> restore(segment -> segment.source().equals("events")));

        assertThat(db.customers().getById(person.id()).name()).isEqualTo("Ada King");
        assertThat(told()).isEmpty();
        db.legalHolds().lift(person.id(), DESK);
        restore(segment -> segment.source().equals("events"));
        assertThat(told()).hasSize(theirs.size()).noneMatch(data -> data.contains(SECRET));
    }

    @Test
    void whateverIsRestoredIsErasedAgainAlthoughTheCustomerIsDeleted() {
        clock.advance(Duration.ofDays(3 * 365));
        retention().run(RetentionPolicy.defaults());
        erase();
        assertThat(db.customers().delete(person.id())).isTrue();

        restore(segment -> segment.source().equals("events"));

        assertThat(told()).hasSize(theirs.size()).noneMatch(data -> data.contains(SECRET));
    }

    @Test
    void aRepeatedErasureCountsSoThatNoBatchArchivesWhatItReadBefore() {
        clock.advance(Duration.ofDays(3 * 365));
        retention().run(RetentionPolicy.defaults());
        erase();
        long before = times();

        restore(segment -> segment.source().equals("events"));

        assertThat(times()).isGreaterThan(before);
    }

    private long times() {
        return db.session()
                .<Long>read(dsl -> dsl.selectFrom(ERASURES)
                        .where(ERASURES.CUSTOMER_ID.eq(person.id()))
                        .fetchSingle()
                        .getTimes());
    }

    private RetentionService retention() {
        return db.retention(FileArchive.in(folder));
    }

    private void erase() {
        db.privacy().withConsentRetention(Period.ZERO).erase(person.id(), DESK);
    }

    private void restore(Predicate<Segment> which) {
        List<Segment> segments =
                retention().archive().findAll().stream().filter(which).toList();
        assertThat(segments).isNotEmpty();
        segments.forEach(segment -> retention().archive().restore(segment.id()));
    }

    private <R extends Record> void delete(Table<R> table, TableField<R, UUID> key, String noun) {
        assertThat(db.session()
                        .<Integer>write(dsl -> dsl.deleteFrom(table)
                                .where(key.eq(theirs(noun)))
                                .execute()))
                .isOne();
    }

    private UUID theirs(String noun) {
        return theirs.getOrDefault(noun, new UUID(0, 0));
    }

    private List<String> told() {
        return db.session()
                .read(dsl -> dsl.select(EVENTS.DATA)
                        .from(EVENTS)
                        .where(EVENTS.TYPE.eq("answer.received"))
                        .fetch(row -> row.value1().data()));
    }
}
