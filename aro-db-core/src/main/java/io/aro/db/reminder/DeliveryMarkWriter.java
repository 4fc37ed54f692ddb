package io.aro.db.reminder;

import static io.aro.db.schema.Tables.REMINDER_LOGS;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.repository.Session;
import io.aro.db.row.Row;
import io.aro.db.schema.tables.records.ReminderLogsRecord;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.UpdateSetFirstStep;
import org.jooq.UpdateSetMoreStep;

/**
 * The writer of delivery marks, in the caller's transaction.
 *
 * <p>Marks are only set, never cleared. Each guarded UPDATE matches only rows without the mark. Callbacks may therefore
 * arrive repeatedly, concurrently and in any order. The update setting {@code delivered} appends the event.
 */
final class DeliveryMarkWriter {

    private final Session session;
    private final String messageId;

    DeliveryMarkWriter(Session session, String messageId) {
        this.session = session;
        this.messageId = messageId;
    }

    /** Marks the message as delivered; empty for an unknown message id. */
    Optional<ReminderLog> delivered(Actor actor) {
        return firstDelivered(row -> row.set(REMINDER_LOGS.DELIVERED, true), actor)
                .or(this::current);
    }

    /**
     * Marks the message as read and delivered.
     *
     * <p>The second UPDATE covers the common case of an earlier delivery mark. A delivered row always matches the
     * second UPDATE, since marks are never cleared.
     */
    Optional<ReminderLog> read(Actor actor) {
        return firstDelivered(row -> row.set(REMINDER_LOGS.DELIVERED, true).set(REMINDER_LOGS.READ, true), actor)
                .or(() -> update(
                        row -> row.set(REMINDER_LOGS.READ, true),
                        REMINDER_LOGS
                                .DELIVERED
                                .eq(true)
                                .and(REMINDER_LOGS.READ.isNull().or(REMINDER_LOGS.READ.eq(false)))))
                .or(this::current);
    }

    /** Sets the marks on an undelivered row and appends the event. */
    private Optional<ReminderLog> firstDelivered(Marks marks, Actor actor) {
        Optional<ReminderLog> marked = update(marks, REMINDER_LOGS.DELIVERED.eq(false));
        marked.ifPresent(reminder -> new EventRepository(session)
                .append(NewEvent.of("reminder.delivered", "reminder", reminder.id(), actor)
                        .withData(Map.of(
                                "appointment_id", reminder.appointmentId(),
                                "channel", reminder.channel().literal()))));
        return marked;
    }

    private Optional<ReminderLog> update(Marks marks, Condition guard) {
        return session.write(dsl -> marks.on(dsl.update(REMINDER_LOGS))
                .where(REMINDER_LOGS.MESSAGE_ID.eq(messageId))
                .and(guard)
                .returning()
                .fetchOptional(row -> ReminderLog.of(Row.of(row))));
    }

    /** Returns the current row for repeated callbacks. */
    private Optional<ReminderLog> current() {
        return session.read(dsl -> dsl.selectFrom(REMINDER_LOGS)
                .where(REMINDER_LOGS.MESSAGE_ID.eq(messageId))
                .fetchOptional(row -> ReminderLog.of(Row.of(row))));
    }

    /** The marks to set on a row. */
    @FunctionalInterface
    private interface Marks {

        UpdateSetMoreStep<ReminderLogsRecord> on(UpdateSetFirstStep<ReminderLogsRecord> row);
    }
}
