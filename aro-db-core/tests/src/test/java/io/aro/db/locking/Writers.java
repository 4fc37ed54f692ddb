package io.aro.db.locking;

import io.aro.db.config.BusinessConfig;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.NewWorkflow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Every writer of the library, on the rows of a scene. */
final class Writers {

    private static final Actor US = Actor.user("front-desk");
    private static final Map<String, String> ERROR = Map.of("reason", "no answer");

    private Writers() {}

    static List<Writer> all() {
        return Stream.of(
                        VisitWriters.ofCustomers(),
                        VisitWriters.ofAppointments(),
                        messages(),
                        work(),
                        others(),
                        transactions())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Writer> messages() {
        return List.of(
                new Writer(
                        "ConsentRepository.append of a consent",
                        (db, scene) -> db.consents()
                                .append(NewConsent.toAll(scene.customer().phone(), ConsentMethod.VERBAL)
                                        .withCustomerId(scene.customer().id()))),
                new Writer(
                        "ConsentRepository.append of an opt-out",
                        (db, scene) -> db.consents()
                                .append(NewOptOut.fromAll(scene.customer().phone())
                                        .withCustomerId(scene.customer().id()))),
                new Writer(
                        "ConsentRepository.lockConsent",
                        (db, scene) -> db.useTransaction(tx -> {
                            tx.consents().lockConsent(scene.customer().phone(), Channel.SMS);
                            tx.reminders().createWithinLimit(sms(scene), MessageLimit.perDay(3));
                        })),
                new Writer(
                        "ReminderLogRepository.create",
                        (db, scene) -> db.reminders().create(sms(scene))),
                new Writer(
                        "ReminderLogRepository.createWithinLimit",
                        (db, scene) -> db.reminders().createWithinLimit(sms(scene), MessageLimit.perDay(3))),
                new Writer(
                        "ReminderLogRepository.assignMessageId",
                        (db, scene) -> db.useTransaction(tx -> tx.reminders()
                                .assignMessageId(
                                        tx.reminders().create(sms(scene)).id(), "named-" + scene.number()))),
                new Writer(
                        "ReminderLogRepository.markDelivered",
                        (db, scene) -> db.reminders().markDelivered("message-" + scene.number(), US)),
                new Writer(
                        "ReminderLogRepository.markRead",
                        (db, scene) -> db.reminders().markRead("message-" + scene.number(), US)));
    }

    private static NewReminder sms(Scene scene) {
        return NewReminder.of(scene.booked().id(), ReminderType.HOURS_24, Channel.SMS);
    }

    private static List<Writer> work() {
        return List.of(
                new Writer(
                        "WorkflowInstanceRepository.create",
                        (db, scene) -> db.workflows()
                                .create(NewWorkflow.named("remind")
                                        .withAppointmentId(scene.booked().id()))),
                new Writer(
                        "WorkflowInstanceRepository.markRunning",
                        (db, scene) -> db.useTransaction(tx -> {
                            tx.workflows().waitUntil(scene.workflow().id(), Given.MAY);
                            tx.workflows().markRunning(scene.workflow().id());
                        })),
                new Writer(
                        "WorkflowInstanceRepository.saveStateData",
                        (db, scene) ->
                                db.workflows().saveStateData(scene.workflow().id(), Map.of("step", 2))),
                new Writer(
                        "WorkflowInstanceRepository.waitUntil",
                        (db, scene) -> db.workflows().waitUntil(scene.workflow().id(), Given.MAY)),
                new Writer(
                        "WorkflowInstanceRepository.complete",
                        (db, scene) -> db.workflows().complete(scene.workflow().id())),
                new Writer(
                        "WorkflowInstanceRepository.cancel",
                        (db, scene) -> db.workflows().cancel(scene.workflow().id())),
                new Writer(
                        "WorkflowInstanceRepository.fail",
                        (db, scene) -> db.workflows().fail(scene.workflow().id(), ERROR)),
                new Writer(
                        "WorkflowInstanceRepository.retryLater",
                        (db, scene) ->
                                db.workflows().retryLater(scene.workflow().id(), Given.MAY, ERROR)),
                new Writer(
                        "DeadLetterRepository.create",
                        (db, scene) -> db.deadLetters().create(NewDeadLetter.of(scene.workflow()))),
                new Writer(
                        "DeadLetterRepository.recordAttempt",
                        (db, scene) ->
                                db.deadLetters().recordAttempt(scene.letter().id(), ERROR)),
                new Writer(
                        "DeadLetterRepository.archive",
                        (db, scene) -> db.deadLetters().archive(scene.letter().id())),
                new Writer(
                        "DeadLetterRepository.unarchive",
                        (db, scene) -> db.useTransaction(tx -> {
                            tx.deadLetters().archive(scene.letter().id());
                            tx.deadLetters().unarchive(scene.letter().id());
                        })));
    }

    private static List<Writer> others() {
        return List.of(
                new Writer("EventRepository.append", (db, scene) -> db.events().append(note(scene))),
                new Writer(
                        "EventRepository.appendAll", (db, scene) -> db.events().appendAll(Stream.of(note(scene)))),
                new Writer(
                        "BusinessConfigRepository.update",
                        (db, scene) -> db.businessConfig()
                                .update(
                                        config -> config.withEmail(
                                                String.format(Locale.ROOT, "b%s@example.org", scene.number())),
                                        US)),
                new Writer(
                        "BusinessConfigRepository.create",
                        (db, scene) -> db.businessConfig()
                                .create(BusinessConfig.of("Clinic", "+15550000000", "a@example.org"), US)),
                new Writer(
                        "BusinessConfigRepository.reseal",
                        (db, scene) -> db.businessConfig().reseal(US)),
                new Writer(
                        "LegalHoldRepository.create",
                        (db, scene) -> db.legalHolds().create(scene.customer().id(), "a lawsuit", US)),
                new Writer(
                        "LegalHoldRepository.lift",
                        (db, scene) -> db.legalHolds().lift(scene.customer().id(), US)),
                new Writer(
                        "PrivacyService.erase",
                        (db, scene) -> db.privacy().erase(scene.customer().id(), US)),
                new Writer("PrivacyService.scrub", (db, scene) -> db.privacy().scrub()));
    }

    private static NewEvent note(Scene scene) {
        return NewEvent.of("note.taken", "customer", scene.customer().id(), US);
    }

    /** Returns transactions of an application, with locks in the documented order. */
    private static List<Writer> transactions() {
        return List.of(
                new Writer(
                        "IdempotencyService.execute",
                        (db, scene) -> db.idempotency()
                                .execute(
                                        IdempotencyKey.of("calendly", "evt-" + scene.number()),
                                        "{}",
                                        String.class,
                                        tx -> {
                                            tx.appointments()
                                                    .updateStatus(
                                                            scene.booked().id(),
                                                            AppointmentStatus.CONFIRMED,
                                                            Given.DESK);
                                            tx.reminders().create(sms(scene));
                                            return "done";
                                        })),
                new Writer(
                        "Transaction (a desk)",
                        (db, scene) -> db.useTransaction(tx -> {
                            tx.appointments().requestDeposit(scene.booked().id(), BigDecimal.ONE, US);
                            tx.appointments()
                                    .updateStatus(scene.booked().id(), AppointmentStatus.CONFIRMED, Given.DESK);
                        })));
    }
}
