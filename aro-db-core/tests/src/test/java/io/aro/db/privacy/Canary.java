package io.aro.db.privacy;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.DELIVERY_SUBJECTS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_STEPS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static io.aro.db.testkit.builder.Builders.aReminder;
import static io.aro.db.testkit.builder.Builders.aWorkflow;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.Evidence;
import io.aro.db.consent.NewConsent;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Unguarded;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.privacy.internal.PersonalDataInventory;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.WorkflowInstance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.JSONB;

/** A person with a unique word in every personal column, and with mentions in rows without a key to the person. */
final class Canary {

    static final String PHONE = "+15557654321";
    static final String EMAIL = "canary.email@example.org";
    static final String NAME = "Zoë Canaryname";
    static final UUID SYSTEM = new UUID(0, 0);

    /** The words of the columns cleared by an erasure, and the identifiers of the person. */
    static final List<String> WORDS = List.of(
            "5557654321",
            EMAIL,
            "Canaryname",
            "canary-tag",
            "canary-external",
            "canary-location",
            "canary-notes",
            "canary-reason",
            "canary-command",
            "canary-message",
            "canary-state",
            "canary-workflow-error",
            "canary-context",
            "canary-letter-error",
            "canary-fact",
            "canary-text",
            "203.0.113.77",
            "canary-agent");

    private Canary() {}

    static Customer plant(AroDatabase db) {
        Customer person = db.customers()
                .create(NewCustomer.withPhone(PHONE)
                        .withEmail(EMAIL)
                        .withName(NAME)
                        .withTags("canary-tag"));
        Appointment visit = anAppointment()
                .of(person)
                .externalId("calendly", "canary-external")
                .location("canary-location")
                .notes("canary-notes")
                .costs("80.00")
                .completed()
                .insert(db);
        ReminderLog reminder = aReminder().of(visit).insert(db);
        WorkflowInstance workflow = aWorkflow()
                .about(visit)
                .stateData(Map.of("said", "canary-state", "step", 3))
                .insert(db);
        db.deadLetters()
                .create(NewDeadLetter.of(workflow)
                        .withContext(Map.of("to", "canary-context"))
                        .withError(Map.of("message", "canary-letter-error")));
        anEvent()
                .type("message.received")
                .about("customer", person.id())
                .data(Map.of("text", "canary-fact", "amount", 80, "status", "completed", "visit", visit.id()))
                .insert(db);
        consent(db, person);
        write(db, visit, reminder, workflow);
        leaveTraces(db);
        return person;
    }

    private static void consent(AroDatabase db, Customer person) {
        db.consents()
                .append(NewConsent.toAll(person.phone(), ConsentMethod.WEB_FORM)
                        .withCustomerId(person.id())
                        .withEvidence(Evidence.of("canary-text")
                                .withIpAddress("203.0.113.77")
                                .withUserAgent("canary-agent")));
    }

    /** Fills the personal columns that no builder fills. */
    private static void write(AroDatabase db, Appointment visit, ReminderLog reminder, WorkflowInstance workflow) {
        Unguarded.write(db, dsl -> {
            dsl.update(REMINDER_LOGS)
                    .set(REMINDER_LOGS.MESSAGE_ID, "canary-message")
                    .where(REMINDER_LOGS.ID.eq(reminder.id()))
                    .execute();
            dsl.update(WORKFLOW_INSTANCES)
                    .set(WORKFLOW_INSTANCES.ERROR, JSONB.jsonb("{\"message\":\"canary-workflow-error\"}"))
                    .where(WORKFLOW_INSTANCES.ID.eq(workflow.id()))
                    .execute();
            dsl.update(APPOINTMENT_TRANSITIONS)
                    .set(APPOINTMENT_TRANSITIONS.REASON, "canary-reason")
                    .set(APPOINTMENT_TRANSITIONS.COMMAND_ID, "canary-command")
                    .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(visit.id()))
                    .and(APPOINTMENT_TRANSITIONS.TO_STATUS.eq(AppointmentStatus.BOOKED))
                    .execute();
        });
    }

    /** Inserts mentions in rows without a key to the person. */
    private static void leaveTraces(AroDatabase db) {
        anEvent()
                .type("error.occurred")
                .about("system", SYSTEM)
                .data(Map.of("message", "no answer from " + PHONE, "kept", "others"))
                .by(Actor.user(EMAIL.toUpperCase(Locale.ROOT)))
                .insert(db);
        db.deadLetters().create(NewDeadLetter.ofSkill("send_sms").withContext(Map.of("to", NAME, "kept", "others")));
        db.useTransaction(tx -> tx.deliveryOrder()
                .acceptIfNewest("calendly", "canary-external", tx.session().now()));
        db.session()
                .<Integer>write(dsl -> dsl.insertInto(IDEMPOTENCY_KEYS)
                        .set(IDEMPOTENCY_KEYS.SOURCE, "twilio")
                        .set(IDEMPOTENCY_KEYS.KEY, "SM1")
                        .set(
                                IDEMPOTENCY_KEYS.RESPONSE,
                                JSONB.jsonb("{\"from\":15557654321,\"name\":\"Zoë Canaryname\",\"kept\":\"others\"}"))
                        .set(IDEMPOTENCY_KEYS.LAST_ERROR, "cannot reach " + EMAIL)
                        .execute());
        db.session()
                .<Integer>write(dsl -> dsl.insertInto(IDEMPOTENCY_KEYS)
                        .set(IDEMPOTENCY_KEYS.SOURCE, "calendly")
                        .set(IDEMPOTENCY_KEYS.KEY, "invitee:canary-external")
                        .execute());
        db.session()
                .<Integer>write(dsl -> dsl.insertInto(IDEMPOTENCY_STEPS)
                        .set(IDEMPOTENCY_STEPS.SCOPE, "")
                        .set(IDEMPOTENCY_STEPS.SOURCE, "twilio")
                        .set(IDEMPOTENCY_STEPS.KEY, "SM1")
                        .set(IDEMPOTENCY_STEPS.NAME, "send")
                        .set(IDEMPOTENCY_STEPS.FENCE, 1L)
                        .set(IDEMPOTENCY_STEPS.RESULT, JSONB.jsonb("{\"to\":\"+15557654321\"}"))
                        .execute());
    }

    /** Returns every value of every row as text. */
    static String everything(AroDatabase db) {
        StringBuilder all = new StringBuilder();
        PersonalDataInventory.ENTRIES.forEach(entry -> db.session()
                .read(dsl -> dsl.selectFrom(entry.table()).fetch())
                .forEach(row -> all.append(row.formatJSON())));
        return all.toString();
    }

    static int count(AroDatabase db) {
        return db.session()
                .<Integer>read(dsl -> dsl.fetchCount(EVENTS)
                        + dsl.fetchCount(APPOINTMENTS)
                        + dsl.fetchCount(DEAD_LETTERS)
                        + dsl.fetchCount(DELIVERY_SUBJECTS));
    }
}
