package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.error.ConstraintViolationException;
import io.aro.db.event.Actor;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.value.Values;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.refusal.ConflictException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.refusal.TooManyRowsException;
import io.aro.db.repository.Changes;
import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import io.aro.db.repository.Repository;
import io.aro.db.repository.Session;
import io.aro.db.repository.WholeList;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.TableField;

/**
 * The repository of appointments.
 *
 * <p>Every move is one guarded statement, in one transaction with its transition, counters and audit event. A list
 * without a limit throws {@link TooManyRowsException} beyond {@value WholeList#LONGEST} rows; pages go on.
 */
public final class AppointmentRepository extends Repository<AppointmentsRecord, Appointment> {

    public AppointmentRepository(Session session) {
        super(session, APPOINTMENTS, APPOINTMENTS.ID, "appointment");
    }

    @Override
    protected Appointment toEntity(AppointmentsRecord row) {
        return Appointment.of(row);
    }

    @Override
    protected TableField<AppointmentsRecord, Instant> updatedAtColumn() {
        return APPOINTMENTS.UPDATED_AT;
    }

    @Override
    protected void requireDeletable(Session tx, UUID id) {
        HoldGate.enter(tx).requireFree(AppointmentQueries.ownerOf(id));
    }

    @Override
    protected Set<TableField<AppointmentsRecord, ?>> managedColumns() {
        return AppointmentQueries.MANAGED;
    }

    @Override
    protected Condition updatable(Changes<AppointmentsRecord> changes) {
        return AppointmentQueries.updatable(changes);
    }

    @Override
    protected ConflictException notUpdatable(UUID id, Appointment actual) {
        return AppointmentQueries.notUpdatable(id, actual);
    }

    /**
     * Creates an appointment with its first transition and the event {@code appointment.created}, and counts it.
     *
     * @throws ConstraintViolationException if there is no such customer or its source has given the external id
     */
    public Appointment create(NewAppointment request) {
        return session().atomically(tx -> new AppointmentWriter(tx).create(request));
    }

    /**
     * Creates appointments in one transaction, all or none, and returns their number.
     *
     * <p>Only one batch and the ids of the customers are in memory. The transaction is open while the stream is read, so
     * the stream must not read from this database by itself.
     *
     * @throws ConstraintViolationException if one has no such customer or a taken external id; then none is kept
     */
    public long createAll(Stream<NewAppointment> requests) {
        return session().atomically(tx -> new AppointmentBatchWriter(tx).create(requests));
    }

    /**
     * Returns the appointment with the external id of its source, after creating the given one if there was none.
     *
     * <p>Of any number of concurrent callers one creates it. Without an external id it always creates one.
     *
     * @throws RefusedChangeException if the appointment with the external id belongs to another customer
     */
    public Appointment upsertByExternalId(NewAppointment request) {
        return session().atomically(tx -> new AppointmentWriter(tx).createOrFind(request));
    }

    /** Returns the appointment with the id of the default source, if there is one. */
    public Optional<Appointment> findByExternalId(String id) {
        return findOne(ExternalId.of(id).isOfRow());
    }

    /** Returns the appointment with the id of a source, such as {@code calendly}, if there is one. */
    public Optional<Appointment> findByExternalId(String source, String id) {
        return findOne(ExternalId.of(source, id).isOfRow());
    }

    /** Returns the appointment whose deposit the payment paid, if there is one. */
    public Optional<Appointment> findByDepositPayment(String paymentId) {
        return findOne(APPOINTMENTS.DEPOSIT_PAYMENT_ID.eq(Values.wanted("deposit payment id", paymentId)));
    }

    /** Returns the appointment that took the place of a rescheduled one, if there is one. */
    public Optional<Appointment> findReplacementOf(UUID id) {
        return findOne(APPOINTMENTS.RESCHEDULED_FROM.eq(id));
    }

    /** Returns every appointment of a customer that is not archived, the latest first. */
    public List<Appointment> findByCustomerId(UUID customerId) {
        return findAll(AppointmentQueries.ofCustomer(customerId), AppointmentQueries.LATEST_FIRST);
    }

    /** Returns the appointments of a customer that are not archived, the latest first, up to {@code limit}. */
    public List<Appointment> findByCustomerId(UUID customerId, int limit) {
        return findAll(AppointmentQueries.ofCustomer(customerId), AppointmentQueries.LATEST_FIRST, limit);
    }

    /** Returns a page of a customer's appointments that are not archived, the latest first unless the request is sorted. */
    public Page<Appointment> findByCustomerId(UUID customerId, PageRequest request) {
        return page(AppointmentQueries.latestFirst(request).where(AppointmentQueries.ofCustomer(customerId)));
    }

    /** Returns the archived appointments of a customer, the latest first, up to {@code limit}. */
    public List<Appointment> findArchivedByCustomerId(UUID customerId, int limit) {
        return findAll(AppointmentQueries.archivedOfCustomer(customerId), AppointmentQueries.LATEST_FIRST, limit);
    }

    /** Returns every booked or confirmed appointment that is still to begin, the next first. */
    public List<Appointment> findUpcoming() {
        return WholeList.read("appointment", this::findUpcoming);
    }

    /** Returns the booked and confirmed appointments that are still to begin, the next first, up to {@code limit}. */
    public List<Appointment> findUpcoming(int limit) {
        return AppointmentQueries.upcoming(session(), AppointmentQueries.stillToBegin(session()), positive(limit));
    }

    /** Returns a page of the appointments of {@link #findUpcoming()}, the next first unless the request is sorted. */
    public Page<Appointment> findUpcoming(PageRequest request) {
        return page(AppointmentQueries.stillToBegin(session(), request));
    }

    /** Returns the booked and confirmed appointments that begin in a window, whose end is not part of it, the next first. */
    public List<Appointment> findUpcoming(Instant from, Instant until, int limit) {
        return AppointmentQueries.upcoming(session(), AppointmentQueries.window(from, until), positive(limit));
    }

    /** Returns the booked and confirmed appointments of one provider that begin in a window, the next first. */
    public List<Appointment> findUpcomingByProvider(String provider, Instant from, Instant until, int limit) {
        return AppointmentQueries.upcoming(
                session(), AppointmentQueries.ofProvider(provider, from, until), positive(limit));
    }

    /** Returns the booked and confirmed appointments of a customer that are still to begin, the next first. */
    public List<Appointment> findUpcomingByCustomer(UUID customerId, int limit) {
        return AppointmentQueries.upcoming(
                session(), AppointmentQueries.stillToBegin(session(), customerId), positive(limit));
    }

    /** Returns every appointment of one day of the years 1 to 9999 in a time zone that is not archived, the earliest first. */
    public List<Appointment> findByDay(LocalDate day, ZoneId zone) {
        return findAll(AppointmentQueries.onDay(day, zone), AppointmentQueries.EARLIEST_FIRST);
    }

    /** Returns the appointments of one day in a time zone that are not archived, the earliest first, up to {@code limit}. */
    public List<Appointment> findByDay(LocalDate day, ZoneId zone, int limit) {
        return findAll(AppointmentQueries.onDay(day, zone), AppointmentQueries.EARLIEST_FIRST, limit);
    }

    /** Returns a page of the appointments of one day that are not archived, the earliest first unless the request is sorted. */
    public Page<Appointment> findByDay(LocalDate day, ZoneId zone, PageRequest request) {
        return page(AppointmentQueries.earliestFirst(request).where(AppointmentQueries.onDay(day, zone)));
    }

    /** Returns the moves of an appointment in their order, the booking first. */
    public List<AppointmentTransition> transitionsOf(UUID id) {
        return WholeList.read("move", limit -> transitionsOf(id, 0, limit));
    }

    /** Returns the moves of an appointment after the one with a number, in their order, up to {@code limit}. */
    public List<AppointmentTransition> transitionsOf(UUID id, int after, int limit) {
        return AppointmentQueries.transitions(session(), id, after, positive(limit));
    }

    /** Tells whether the second status may follow the first. */
    public boolean canTransition(AppointmentStatus from, AppointmentStatus to) {
        return AppointmentStateMachine.canTransition(from, to);
    }

    /**
     * Moves an appointment to another status and returns it.
     *
     * <p>The customer's confirmation rate and lifetime value follow, and the event {@code appointment.<status>}.
     *
     * @throws NotFoundException if there is no such appointment
     * @throws IllegalTransitionException if its status does not allow the move
     * @throws LostRaceException if it is not at the expected version, or was changed while this call looked
     * @throws RefusedChangeException if it is archived, or would be booked anew after another took its place
     */
    public Appointment updateStatus(UUID id, AppointmentStatus to, StatusChange change) {
        return session().atomically(tx -> new StatusWriter(tx).apply(StatusTransition.to(to, id, change)));
    }

    /**
     * Takes an appointment out of a terminal status, to put a mistake right, and returns it.
     *
     * <p>What the mistake added to the customer's counters and lifetime value is taken back. The history keeps both the
     * mistake and the correction, with the event {@code appointment.corrected}.
     *
     * @throws InvalidValueException if the change states no reason
     * @throws IllegalTransitionException if the appointment is not in the status that the correction leaves
     */
    public Appointment correct(UUID id, Correction correction, StatusChange change) {
        return session()
                .atomically(tx -> new StatusWriter(tx).apply(StatusTransition.correcting(correction, id, change)));
    }

    /**
     * Moves an appointment to another slot and returns the new appointment, which is linked to the old one.
     *
     * <p>The old one becomes rescheduled and keeps its time. An external id, unless the slot brings its own, and a deposit
     * go along. One that is rescheduled without a new slot gets it now. A call with the same command id, or the same
     * external id, returns the appointment it made. A command that has changed it otherwise changes nothing more.
     *
     * @throws IllegalTransitionException if its status does not allow it
     * @throws RefusedChangeException if another slot has taken its place already
     * @throws InvalidValueException if the slot has an id without a source, and the appointment has one with a source
     */
    public Appointment reschedule(UUID id, NewSlot slot, StatusChange change) {
        return session().atomically(tx -> new RescheduleWriter(tx).apply(id, slot, change));
    }

    /**
     * Asks for a deposit, or for another amount as long as none is paid, and appends {@code deposit.requested}.
     *
     * @throws RefusedChangeException if a deposit is paid already, or the appointment is neither booked nor confirmed
     */
    public Appointment requestDeposit(UUID id, BigDecimal amount, Actor actor) {
        return session().atomically(tx -> new DepositWriter(tx).request(id, amount, actor));
    }

    /**
     * Notes that the deposit was paid, counts it once however often it is reported, and appends {@code deposit.paid}.
     *
     * @param paymentId the id of the payment at the payment provider, at most 255 characters
     * @throws RefusedChangeException if no deposit was asked for, or another payment paid it
     * @throws ConstraintViolationException if the payment paid another appointment's deposit
     */
    public Appointment payDeposit(UUID id, String paymentId, Actor actor) {
        return session().atomically(tx -> new DepositWriter(tx).pay(id, paymentId, actor));
    }

    /**
     * Marks as no-shows all booked and confirmed appointments that should have begun before a time.
     *
     * <p>Outside a transaction each move commits by itself, so that a stopped sweep can begin again.
     */
    public SweepReport markNoShows(Instant before, StatusChange change) {
        return new DueAppointmentWriter(session()).missed(Values.bound("before", before), change);
    }

    /** Completes all appointments in progress that should have ended by a time, in the way of {@link #markNoShows}. */
    public SweepReport completeFinished(Instant endedBy, StatusChange change) {
        return new DueAppointmentWriter(session()).finished(Values.instant("ended by", endedBy), change);
    }

    /**
     * Archives every appointment that was completed before a time and returns how many it archived.
     *
     * <p>An archived appointment can no longer be changed, and is found by its ids and {@link #findArchivedByCustomerId}
     * only. One under a legal hold is left alone. Outside a transaction each batch commits by itself.
     */
    public int archiveCompleted(Instant before) {
        return new ArchiveWriter(session()).completedBefore(Values.bound("before", before));
    }
}
