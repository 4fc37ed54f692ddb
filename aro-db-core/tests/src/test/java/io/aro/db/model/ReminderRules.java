package io.aro.db.model;

import io.aro.db.appointment.Appointment;
import io.aro.db.contact.Channel;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.event.Actor;
import io.aro.db.model.ReminderCall.Message;
import io.aro.db.model.ReminderCall.RecordWithinLimit;
import io.aro.db.reminder.Admission;
import io.aro.db.reminder.Admission.LimitReached;
import io.aro.db.reminder.Admission.Recorded;
import io.aro.db.reminder.ReminderLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model's rules of reminders. */
final class ReminderRules {

    private final Model model;

    ReminderRules(Model model) {
        this.model = model;
    }

    List<ReminderLog> latestFirst() {
        return Model.latestFirst(
                model.tables().reminders().values().stream(), Comparator.comparing(ReminderLog::sentAt));
    }

    Optional<ReminderLog> findByMessageId(@Nullable String messageId) {
        return latestFirst().stream()
                .filter(reminder -> messageId != null && messageId.equals(reminder.messageId()))
                .findFirst();
    }

    Recorded record(Message message, UUID appointment) {
        Instant sentAt = check(message);
        return recorded(message, appointment, sentAt);
    }

    /**
     * Creates a reminder below the limit: the count covers messages within the window before now, and later messages.
     */
    Admission createWithinLimit(RecordWithinLimit call, UUID appointment) {
        Message message = call.message();
        Instant sentAt = check(message);
        Check.positive(call.messages());
        Check.that(call.hours() >= 1 && call.hours() <= 3650 * 24);
        Duration window = Duration.ofHours(call.hours());
        List<ReminderLog> recent = model.appointments()
                .find(appointment)
                .map(about -> sentTo(about.customerId()))
                .orElse(Stream.of())
                .filter(reminder -> reminder.sentAt().isAfter(sentAt.minus(window)))
                .toList();
        if (recent.size() < call.messages()
                || findByMessageId(message.messageId()).isPresent()) {
            return recorded(message, appointment, sentAt);
        }
        return new LimitReached(recent.get(call.messages() - 1).sentAt().plus(window));
    }

    private Recorded recorded(Message message, UUID appointment, Instant sentAt) {
        Optional<ReminderLog> known = findByMessageId(message.messageId());
        if (known.isPresent()) {
            if (!known.get().appointmentId().equals(appointment)) {
                throw Refusal.messageIdTaken(
                        String.valueOf(message.messageId()), known.get().id());
            }
            return new Recorded(known.get(), false);
        }
        if (model.appointments().find(appointment).isEmpty()) {
            throw Refusal.constraint(Kind.FOREIGN_KEY);
        }
        ReminderLog sent = put(new ReminderLog(
                model.newId(),
                appointment,
                sentAt,
                message.type(),
                message.channel(),
                message.messageId(),
                false,
                null,
                model.now()));
        tell(
                "reminder.sent",
                sent,
                message.who().actor(),
                sentAt,
                Map.of("type", sent.type().literal()));
        return new Recorded(sent, true);
    }

    ReminderLog assignMessageId(UUID id, String messageId) {
        Check.text(messageId, 255);
        ReminderLog before = get(id);
        Check.that(before.messageId() == null || before.messageId().equals(messageId));
        if (findByMessageId(messageId).filter(other -> !other.id().equals(id)).isPresent()) {
            throw Refusal.constraint(Kind.UNIQUE);
        }
        return put(Records.with(before, "messageId", messageId));
    }

    /** Marks a message. A read message counts as delivered; only the first report of a delivery appends an event. */
    Optional<ReminderLog> mark(String messageId, Who who, boolean isRead) {
        Actor actor = who.checked();
        Check.text(messageId, 255);
        return findByMessageId(messageId).map(before -> {
            if (!before.delivered()) {
                tell("reminder.delivered", before, actor, model.now(), Map.of());
            }
            return put(Records.with(before, "delivered", true, "read", isRead ? Boolean.TRUE : before.read()));
        });
    }

    ReminderLog changeChannel(UUID id, String channel) {
        Check.optional(channel, 20);
        ReminderLog before = get(id);
        return put(Records.with(before, "channel", CustomerRules.oneOf(channel, Channel.values(), Channel::literal)));
    }

    long countSent(UUID customer, Instant since, @Nullable Instant until) {
        Instant from = Check.time(since);
        Instant end = until == null ? Instant.MAX : Check.time(until);
        return sentTo(customer)
                .filter(reminder ->
                        !reminder.sentAt().isBefore(from) && reminder.sentAt().isBefore(end))
                .count();
    }

    /** Returns the messages of a customer, latest first. */
    private Stream<ReminderLog> sentTo(UUID customer) {
        List<UUID> visits = model.appointments().all().stream()
                .filter(visit -> visit.customerId().equals(customer))
                .map(Appointment::id)
                .toList();
        return latestFirst().stream().filter(reminder -> visits.contains(reminder.appointmentId()));
    }

    private ReminderLog get(UUID id) {
        return Optional.ofNullable(model.tables().reminders().get(id))
                .orElseThrow(() -> Refusal.notFound("reminder", id));
    }

    private ReminderLog put(ReminderLog reminder) {
        model.tables().reminders().put(reminder.id(), reminder);
        return reminder;
    }

    private void tell(String type, ReminderLog about, Actor actor, Instant at, Map<String, String> more) {
        Map<String, Object> facts = new HashMap<>(more);
        facts.put("appointment_id", about.appointmentId());
        facts.put("channel", about.channel().literal());
        model.events().tell(type, "reminder", about.id(), actor, at, facts);
    }

    private Instant check(Message message) {
        message.who().checked();
        Check.textIfAny(message.messageId(), 255);
        return Check.past(message.sentAt(), model.now());
    }
}
