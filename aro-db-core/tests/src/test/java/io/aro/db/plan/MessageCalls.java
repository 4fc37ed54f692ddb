package io.aro.db.plan;

import static io.aro.db.fixture.LargeTables.id;
import static io.aro.db.fixture.LargeTables.phone;
import static io.aro.db.plan.Call.finds;
import static io.aro.db.plan.Call.seeks;
import static io.aro.db.plan.Call.walks;

import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.fixture.LargeTables;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.reminder.ReminderType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The calls of {@link ReminderLogRepository} and {@link ConsentRepository}. */
final class MessageCalls {

    private static final String REMINDERS = ReminderLogRepository.class.getSimpleName();
    private static final String CONSENTS = ConsentRepository.class.getSimpleName();

    /** A customer with two hundred appointments and as many reminders and consents. */
    private static final int REGULAR = 31;

    private static final Instant YESTERDAY = Instant.parse("2026-02-19T00:00:00Z");

    private MessageCalls() {}

    static Stream<Call> all() {
        return Stream.of(reminders(), consents()).flatMap(List::stream);
    }

    private static List<Call> reminders() {
        NewReminder next = NewReminder.of(id(REGULAR), ReminderType.HOURS_24, Channel.SMS);
        Actor twilio = Actor.webhook("twilio");
        return List.of(
                finds(
                        REMINDERS + ".create(NewReminder)",
                        "idx_reminder_message",
                        db -> db.reminders()
                                .create(NewReminder.of(id(6), ReminderType.HOURS_24, Channel.SMS)
                                        .withMessageId("SM6"))),
                finds(
                        REMINDERS + ".createWithinLimit(NewReminder, MessageLimit)",
                        "idx_appointment_customer",
                        db -> db.reminders().createWithinLimit(next, MessageLimit.perDay(3))),
                finds(
                        REMINDERS + ".createWithinLimit(NewReminder, MessageLimit)",
                        "idx_reminder_(appointment|sent)",
                        db -> db.reminders().createWithinLimit(next, MessageLimit.perDay(9))),
                finds(
                        REMINDERS + ".assignMessageId(UUID, String)",
                        "(pk_reminder_logs|sqlite_autoindex_reminder_logs_1)",
                        db -> db.reminders().assignMessageId(id(8), "SM8")),
                finds(
                        REMINDERS + ".markDelivered(String, Actor)",
                        "idx_reminder_message",
                        db -> db.reminders().markDelivered("SM50", twilio)),
                finds(
                        REMINDERS + ".markRead(String, Actor)",
                        "idx_reminder_message",
                        db -> db.reminders().markRead("SM51", twilio)),
                finds(
                        REMINDERS + ".countSentTo(UUID, Instant)",
                        "idx_reminder_(appointment|sent)",
                        db -> db.reminders().countSentTo(id(REGULAR), YESTERDAY)),
                finds(
                        REMINDERS + ".countSentTo(UUID, Instant, Instant)",
                        "idx_reminder_(appointment|sent)",
                        db -> db.reminders().countSentTo(id(REGULAR), YESTERDAY, LargeTables.at(90_000))),
                finds(
                        REMINDERS + ".findByMessageId(String)",
                        "idx_reminder_message",
                        db -> db.reminders().findByMessageId("SM1")),
                finds(
                        REMINDERS + ".findByAppointmentId(UUID, int)",
                        "idx_reminder_appointment",
                        db -> db.reminders().findByAppointmentId(id(REGULAR), 10)),
                finds(
                        REMINDERS + ".findLatest(int)",
                        "idx_reminder_sent",
                        db -> db.reminders().findLatest(10)),
                walks(
                        REMINDERS + ".findUndelivered(Instant, int)",
                        "idx_reminder_undelivered",
                        db -> db.reminders().findUndelivered(YESTERDAY, 10)));
    }

    private static List<Call> consents() {
        return List.of(
                finds(
                        CONSENTS + ".append(NewConsent)",
                        "idx_customer_phone",
                        db -> db.consents().append(NewConsent.toAll(phone(REGULAR), ConsentMethod.VERBAL))),
                finds(
                        CONSENTS + ".append(NewOptOut)",
                        "idx_consent_phone",
                        db -> db.consents().append(NewOptOut.fromAll(phone(REGULAR)))),
                finds(
                        CONSENTS + ".mayContact(String, Channel)",
                        "idx_consent_phone",
                        db -> db.consents().mayContact(phone(REGULAR), Channel.SMS)),
                finds(
                        CONSENTS + ".mayContact(String, Channel, Instant)",
                        "idx_consent_phone",
                        db -> db.consents().mayContact(phone(REGULAR), Channel.SMS, YESTERDAY)),
                finds(
                        CONSENTS + ".lockConsent(String, Channel)",
                        "idx_consent_phone",
                        db -> db.useTransaction(tx -> tx.consents().lockConsent(phone(REGULAR), Channel.SMS))),
                walks(
                        CONSENTS + ".findByPhone(String, int)",
                        "idx_consent_phone",
                        db -> db.consents().findByPhone(phone(REGULAR), 10)),
                seeks(
                        CONSENTS + ".findByPhone(String, Consent, int)",
                        "idx_consent_phone",
                        db -> db.consents()
                                .findByPhone(
                                        phone(REGULAR),
                                        db.consents()
                                                .findByPhone(phone(REGULAR), 10)
                                                .getLast(),
                                        10)),
                walks(
                        CONSENTS + ".findByCustomerId(UUID, int)",
                        "idx_consent_customer",
                        db -> db.consents().findByCustomerId(id(REGULAR), 10)),
                seeks(
                        CONSENTS + ".findByCustomerId(UUID, Consent, int)",
                        "idx_consent_customer",
                        db -> db.consents()
                                .findByCustomerId(
                                        id(REGULAR),
                                        db.consents()
                                                .findByCustomerId(id(REGULAR), 10)
                                                .getLast(),
                                        10)));
    }
}
