package io.aro.db.reminder;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static org.jooq.impl.DSL.select;

import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.observation.TransactionEvents;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.internal.value.Values;
import io.aro.db.observation.DatabaseEvent.ReminderAnswered;
import io.aro.db.observation.DatabaseEvent.ReminderResult;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.reminder.Admission.LimitReached;
import io.aro.db.reminder.Admission.Recorded;
import io.aro.db.repository.Session;
import io.aro.db.row.Row;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record1;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/** The writer of reminders and of their events, in the caller's transaction. */
final class ReminderWriter {

    private final Session session;
    private final EventRepository events;

    ReminderWriter(Session session) {
        this.session = session;
        this.events = new EventRepository(session);
    }

    Recorded create(NewReminder reminder) {
        Instant now = session.now();
        Recorded recorded = insertOrFind(reminder, timeOf(reminder, now), now);
        observe(reminder, recorded);
        return recorded;
    }

    /**
     * Records the reminder unless the limit blocks it.
     *
     * <p>With a limit of N, the N-th latest message of the window blocks the next. Messages dated later count too,
     * since another machine's clock may be ahead. A known message id is never blocked.
     */
    Admission createWithin(MessageLimit limit, NewReminder reminder) {
        Admission admission = admit(limit, reminder);
        observe(reminder, admission);
        return admission;
    }

    private void observe(NewReminder reminder, Admission admission) {
        TransactionEvents observed = TransactionSession.of(session).events();
        if (observed != null) {
            ReminderResult result = switch (admission) {
                case Recorded recorded -> recorded.isNew() ? ReminderResult.RECORDED : ReminderResult.REPEATED;
                case LimitReached reached -> ReminderResult.LIMIT_REACHED;
            };
            observed.add(new ReminderAnswered(reminder.channel().literal(), result));
        }
    }

    private Admission admit(MessageLimit limit, NewReminder reminder) {
        lockCustomerOf(reminder.appointmentId());
        Instant now = session.now();
        Instant sentAt = timeOf(reminder, now);
        Optional<Instant> blocking = blocking(reminder.appointmentId(), limit, sentAt);
        if (blocking.isEmpty()) {
            return insertOrFind(reminder, sentAt, now);
        }
        Instant next = blocking.get().plus(limit.window());
        return find(reminder.messageId())
                .<Admission>map(known -> repeated(reminder, known))
                .orElseGet(() -> new LimitReached(next));
    }

    /** Locks the customer's row. Concurrent senders to one customer thus count each other's reminders. */
    private void lockCustomerOf(UUID appointmentId) {
        session.run(dsl -> {
            Dialect.of(dsl.configuration())
                    .lock(dsl.select(CUSTOMERS.ID).from(CUSTOMERS).where(CUSTOMERS.ID.eq(customerOf(appointmentId))));
        });
    }

    /** Returns the time of the blocking message, or empty below the limit. */
    private Optional<Instant> blocking(UUID appointmentId, MessageLimit limit, Instant sentAt) {
        return session.read(dsl -> dsl.select(REMINDER_LOGS.SENT_AT)
                .from(REMINDER_LOGS)
                .where(REMINDER_LOGS.APPOINTMENT_ID.in(select(APPOINTMENTS.ID)
                        .from(APPOINTMENTS)
                        .where(APPOINTMENTS.CUSTOMER_ID.eq(customerOf(appointmentId)))))
                .and(REMINDER_LOGS.SENT_AT.gt(Values.nearest(sentAt.minus(limit.window()))))
                .orderBy(REMINDER_LOGS.SENT_AT.desc())
                .limit(1)
                .offset(limit.messages() - 1)
                .fetchOptional(REMINDER_LOGS.SENT_AT));
    }

    private static Select<Record1<UUID>> customerOf(UUID appointmentId) {
        var own = APPOINTMENTS.as("own");
        return select(own.CUSTOMER_ID).from(own).where(own.ID.eq(appointmentId));
    }

    private Recorded insertOrFind(NewReminder reminder, Instant sentAt, Instant now) {
        while (true) {
            Optional<ReminderLog> inserted = insertIfAbsent(reminder, sentAt, now);
            if (inserted.isPresent()) {
                announce(inserted.get(), reminder);
                return new Recorded(inserted.get(), true);
            }
            Optional<ReminderLog> existing = find(reminder.messageId());
            if (existing.isPresent()) {
                return repeated(reminder, existing.get());
            }
            // A concurrent delete removed the existing row; the next round inserts.
        }
    }

    private Optional<ReminderLog> insertIfAbsent(NewReminder reminder, Instant sentAt, Instant now) {
        return session.write(dsl -> dsl.insertInto(REMINDER_LOGS)
                .set(reminder.toRow(session.newId(), sentAt, now))
                .onConflict(REMINDER_LOGS.MESSAGE_ID)
                .where(REMINDER_LOGS.MESSAGE_ID.isNotNull())
                .doNothing()
                .returning()
                .fetchOptional(row -> ReminderLog.of(Row.of(row))));
    }

    private Optional<ReminderLog> find(@Nullable String messageId) {
        return messageId == null
                ? Optional.empty()
                : session.read(dsl -> dsl.selectFrom(REMINDER_LOGS)
                        .where(REMINDER_LOGS.MESSAGE_ID.eq(messageId))
                        .fetchOptional(row -> ReminderLog.of(Row.of(row))));
    }

    private void announce(ReminderLog sent, NewReminder reminder) {
        events.append(NewEvent.of("reminder.sent", "reminder", sent.id(), reminder.sentBy())
                .withOccurredAt(sent.sentAt())
                .withData(Map.of(
                        "appointment_id", sent.appointmentId(),
                        "type", sent.type().literal(),
                        "channel", sent.channel().literal())));
    }

    /**
     * Returns the known reminder.
     *
     * @throws MessageIdTakenException if it belongs to another appointment
     */
    private static Recorded repeated(NewReminder given, ReminderLog known) {
        if (given.messageId() != null && !known.appointmentId().equals(given.appointmentId())) {
            throw new MessageIdTakenException(given.messageId(), known.id());
        }
        return new Recorded(known, false);
    }

    /**
     * Returns the time of sending, now by default.
     *
     * @throws InvalidValueException if the time is in the future
     */
    private static Instant timeOf(NewReminder reminder, Instant now) {
        Instant sentAt = reminder.sentAt() == null ? now : reminder.sentAt();
        if (sentAt.isAfter(now)) {
            throw new InvalidValueException("sent at", "must not be in the future");
        }
        return sentAt;
    }
}
