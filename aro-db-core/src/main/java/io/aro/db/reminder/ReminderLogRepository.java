package io.aro.db.reminder;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;

import io.aro.db.error.ConstraintViolationException;
import io.aro.db.event.Actor;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Repository;
import io.aro.db.repository.Session;
import io.aro.db.row.Row;
import io.aro.db.schema.tables.records.ReminderLogsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The repository of sent reminders, with delivery marks and a limit per customer.
 *
 * {@snippet id="reminder" :
 * NewReminder reminder = NewReminder.of(appointmentId, ReminderType.HOURS_24, Channel.SMS);
 * return switch (tx.reminders().createWithinLimit(reminder, MessageLimit.perDay(3))) {
 *     case Recorded(ReminderLog recorded, boolean isNew) -> recorded.id();
 *     case LimitReached(Instant next) -> throw new NotSentException("limit reached until " + next);
 * };
 * }
 */
public final class ReminderLogRepository extends Repository<ReminderLogsRecord, ReminderLog> {

    private static final List<SortField<?>> LATEST_FIRST =
            List.of(REMINDER_LOGS.SENT_AT.desc(), REMINDER_LOGS.ID.desc());

    /** Creates a repository. The session determines its transactions and its thread-safety. */
    public ReminderLogRepository(Session session) {
        super(session, REMINDER_LOGS, REMINDER_LOGS.ID, "reminder");
    }

    @Override
    protected ReminderLog toEntity(Row row) {
        return ReminderLog.of(row);
    }

    @Override
    protected void requireDeletable(Session tx, UUID id) {
        HoldGate.enter(tx)
                .requireFree(select(APPOINTMENTS.CUSTOMER_ID)
                        .from(REMINDER_LOGS)
                        .join(APPOINTMENTS)
                        .on(APPOINTMENTS.ID.eq(REMINDER_LOGS.APPOINTMENT_ID))
                        .where(REMINDER_LOGS.ID.eq(id)));
    }

    @Override
    protected Set<TableField<ReminderLogsRecord, ?>> managedColumns() {
        return Set.of(
                REMINDER_LOGS.APPOINTMENT_ID,
                REMINDER_LOGS.SENT_AT,
                REMINDER_LOGS.MESSAGE_ID,
                REMINDER_LOGS.DELIVERED,
                REMINDER_LOGS.READ,
                REMINDER_LOGS.CREATED_AT);
    }

    /**
     * Records a reminder with the event {@code reminder.sent} and returns it. No limit applies.
     *
     * <p>Idempotent by message id, also under concurrency: a known message id returns the existing row unchanged.
     *
     * @throws MessageIdTakenException if the message id belongs to a reminder of another appointment
     * @throws ConstraintViolationException if there is no such appointment
     * @throws InvalidValueException if the time of sending is in the future
     */
    public ReminderLog create(NewReminder reminder) {
        return session()
                .atomically(tx -> new ReminderWriter(tx).create(reminder).reminder());
    }

    /**
     * Records a reminder like {@link #create}, provided its customer is below the limit.
     *
     * <p>All reminders of all appointments of the customer count. The customer's row is locked until the transaction
     * ends. Concurrent calls for one customer therefore never exceed the limit. A known message id neither counts again
     * nor is rejected.
     *
     * @throws MessageIdTakenException if the message id belongs to a reminder of another appointment
     * @throws ConstraintViolationException if there is no such appointment
     * @throws InvalidValueException if the time of sending is in the future
     */
    public Admission createWithinLimit(NewReminder reminder, MessageLimit limit) {
        return session().atomically(tx -> new ReminderWriter(tx).createWithin(limit, reminder));
    }

    /**
     * Assigns the message id to a reminder recorded before sending, and returns the reminder.
     *
     * <p>Idempotent for the same message id.
     *
     * @throws NotFoundException if there is no such reminder
     * @throws InvalidValueException if the reminder has another message id
     * @throws ConstraintViolationException if another reminder has the message id
     */
    public ReminderLog assignMessageId(UUID id, String messageId) {
        String checked = Values.text("message id", messageId, 255);
        return session()
                .atomically(tx -> tx.<Optional<ReminderLog>>write(dsl -> dsl.update(REMINDER_LOGS)
                                .set(REMINDER_LOGS.MESSAGE_ID, checked)
                                .where(REMINDER_LOGS.ID.eq(id))
                                .and(REMINDER_LOGS.MESSAGE_ID.isNull().or(REMINDER_LOGS.MESSAGE_ID.eq(checked)))
                                .returning()
                                .fetchOptional(row -> toEntity(Row.of(row))))
                        .orElseThrow(() -> new ReminderLogRepository(tx).alreadyAssigned(id)));
    }

    private InvalidValueException alreadyAssigned(UUID id) {
        getById(id);
        return new InvalidValueException("message id", "cannot be changed; the reminder already has a message id");
    }

    /**
     * Marks the message as delivered with the event {@code reminder.delivered}, and returns its reminder.
     *
     * <p>Providers may report repeatedly and in any order; the first report counts.
     *
     * <p>A report may arrive before the recording transaction commits. The result is then empty, and no row is written.
     * Answer the provider with an error to have the report repeated.
     *
     * @param actor the reporter
     * @return the reminder, or empty for an unknown message id
     */
    public Optional<ReminderLog> markDelivered(String messageId, Actor actor) {
        String checked = Values.text("message id", messageId, 255);
        Values.required("actor", actor);
        return session().atomically(tx -> new DeliveryMarkWriter(tx, checked).delivered(actor));
    }

    /**
     * Marks the message as read and delivered, and returns its reminder; otherwise like {@link #markDelivered}.
     *
     * @return the reminder, or empty for an unknown message id
     */
    public Optional<ReminderLog> markRead(String messageId, Actor actor) {
        String checked = Values.text("message id", messageId, 255);
        Values.required("actor", actor);
        return session().atomically(tx -> new DeliveryMarkWriter(tx, checked).read(actor));
    }

    /** Returns the number of reminders to the customer since a time, across all appointments and from the primary. */
    public long countSentTo(UUID customerId, Instant since) {
        return countSent(customerId, REMINDER_LOGS.SENT_AT.ge(Values.bound("since", since)), noCondition());
    }

    /**
     * Returns the number of reminders to the customer in a window, across all appointments and from the primary.
     *
     * @param since the start of the window, inclusive
     * @param until the end of the window, exclusive
     */
    public long countSentTo(UUID customerId, Instant since, Instant until) {
        return countSent(
                customerId,
                REMINDER_LOGS.SENT_AT.ge(Values.bound("since", since)),
                REMINDER_LOGS.SENT_AT.lt(Values.bound("until", until)));
    }

    private long countSent(UUID customerId, Condition since, Condition until) {
        return session()
                .readPrimary(dsl -> dsl.select(DSL.count())
                        .from(REMINDER_LOGS)
                        .where(REMINDER_LOGS.APPOINTMENT_ID.in(select(APPOINTMENTS.ID)
                                .from(APPOINTMENTS)
                                .where(APPOINTMENTS.CUSTOMER_ID.eq(customerId))))
                        .and(since)
                        .and(until)
                        .fetchSingle()
                        .value1()
                        .longValue());
    }

    /** Returns the reminder with the provider's message id, or empty. */
    public Optional<ReminderLog> findByMessageId(String messageId) {
        String wanted = Values.wanted("message id", messageId);
        return session()
                .read(dsl -> dsl.selectFrom(REMINDER_LOGS)
                        .where(REMINDER_LOGS.MESSAGE_ID.eq(wanted))
                        .fetchOptional(row -> toEntity(Row.of(row))));
    }

    /** Returns the reminders of an appointment, latest first, up to {@code limit}. */
    public List<ReminderLog> findByAppointmentId(UUID appointmentId, int limit) {
        return findAll(REMINDER_LOGS.APPOINTMENT_ID.eq(appointmentId), LATEST_FIRST, limit);
    }

    /** Returns the latest reminders, latest first, up to {@code limit}. */
    public List<ReminderLog> findLatest(int limit) {
        return findAll(noCondition(), LATEST_FIRST, limit);
    }

    /**
     * Returns undelivered reminders sent since a time, oldest first, up to {@code limit}.
     *
     * <p>The SQL repeats the exact condition of the partial index. SQLite compares both literally.
     */
    public List<ReminderLog> findUndelivered(Instant since, int limit) {
        Instant from = Values.bound("since", since);
        return findAll(
                not(condition(REMINDER_LOGS.DELIVERED)).and(REMINDER_LOGS.SENT_AT.ge(from)),
                List.of(REMINDER_LOGS.SENT_AT.asc(), REMINDER_LOGS.ID.asc()),
                limit);
    }
}
