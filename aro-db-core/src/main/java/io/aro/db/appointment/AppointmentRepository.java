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
import io.aro.db.row.Row;
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
 * The repository of appointments. Every status change is one guarded UPDATE. Its transaction also writes the
 * transition row, the customer's counters and an audit event. Lists without a limit throw {@link TooManyRowsException}
 * beyond {@value WholeList#LONGEST} rows; pages have no such limit.
 *
 * {@snippet id="appointments" :
 * Appointment booked = db.appointments().upsertByExternalId(cleaning.withExternalId("calendly", inviteeUri));
 * db.appointments().updateStatus(booked.id(), CONFIRMED, StatusChange.by(Actor.user("front-desk")));
 * List<Appointment> upcoming = db.appointments().findUpcoming(20);
 * }
 */
public final class AppointmentRepository extends Repository<AppointmentsRecord, Appointment> {

    /** Creates a repository. The session determines its transactions and its thread-safety. */
    public AppointmentRepository(Session session) {
        super(session, APPOINTMENTS, APPOINTMENTS.ID, "appointment");
    }

    @Override
    protected Appointment toEntity(Row row) {
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
     * @throws ConstraintViolationException if the customer is unknown or the external id is taken at its source
     */
    public Appointment create(NewAppointment request) {
        return session().atomically(tx -> new AppointmentWriter(tx).create(request));
    }

    /**
     * Creates appointments in one transaction, all or none, and returns their number. Memory holds one batch and the
     * customers' ids. The open transaction reads the stream, which must not use another session of this database.
     *
     * @throws ConstraintViolationException if a customer is unknown or an external id is taken; no appointment is kept
     */
    public long createAll(Stream<NewAppointment> requests) {
        return session().atomically(tx -> new AppointmentBatchWriter(tx).create(requests));
    }

    /**
     * Returns the appointment with the request's external id, creating it if absent. Under concurrency, exactly one
     * caller creates the appointment. A request without an external id always creates an appointment.
     *
     * @throws RefusedChangeException if the existing appointment belongs to another customer
     */
    public Appointment upsertByExternalId(NewAppointment request) {
        return session().atomically(tx -> new AppointmentWriter(tx).createOrFind(request));
    }

    /** Returns the appointment with the id at the default source, or empty. */
    public Optional<Appointment> findByExternalId(String id) {
        return AppointmentKeyQueries.find(session(), AppointmentKeyQueries.byExternalId(ExternalId.of(id)));
    }

    /** Returns the appointment with the id at a source such as {@code calendly}, or empty. */
    public Optional<Appointment> findByExternalId(String source, String id) {
        return AppointmentKeyQueries.find(session(), AppointmentKeyQueries.byExternalId(ExternalId.of(source, id)));
    }

    /** Returns the appointment with a deposit paid by the payment, or empty. */
    public Optional<Appointment> findByDepositPayment(String paymentId) {
        return AppointmentKeyQueries.find(session(), AppointmentKeyQueries.byDepositPayment(paymentId));
    }

    /** Returns the replacement of a rescheduled appointment, or empty. */
    public Optional<Appointment> findReplacementOf(UUID id) {
        return AppointmentKeyQueries.find(session(), AppointmentKeyQueries.replacementOf(id));
    }

    /** Returns all non-archived appointments of a customer, latest first. */
    public List<Appointment> findByCustomerId(UUID customerId) {
        return findAll(AppointmentQueries.ofCustomer(customerId), AppointmentQueries.LATEST_FIRST);
    }

    /** Returns the non-archived appointments of a customer, latest first, up to {@code limit}. */
    public List<Appointment> findByCustomerId(UUID customerId, int limit) {
        return findAll(AppointmentQueries.ofCustomer(customerId), AppointmentQueries.LATEST_FIRST, limit);
    }

    /** Returns a page of a customer's non-archived appointments, latest first unless the request is sorted. */
    public Page<Appointment> findByCustomerId(UUID customerId, PageRequest request) {
        return page(AppointmentQueries.latestFirst(request).where(AppointmentQueries.ofCustomer(customerId)));
    }

    /** Returns the archived appointments of a customer, latest first, up to {@code limit}. */
    public List<Appointment> findArchivedByCustomerId(UUID customerId, int limit) {
        return findAll(AppointmentQueries.archivedOfCustomer(customerId), AppointmentQueries.LATEST_FIRST, limit);
    }

    /** Returns all booked and confirmed appointments starting now or later, earliest first. */
    public List<Appointment> findUpcoming() {
        return WholeList.read("appointment", this::findUpcoming);
    }

    /** Returns booked and confirmed appointments starting now or later, earliest first, up to {@code limit}. */
    public List<Appointment> findUpcoming(int limit) {
        return UpcomingQueries.stillToBegin(session(), positive(limit));
    }

    /** Returns a page of the appointments of {@link #findUpcoming()}, earliest first unless the request is sorted. */
    public Page<Appointment> findUpcoming(PageRequest request) {
        return page(AppointmentQueries.stillToBegin(session(), request));
    }

    /** Returns booked and confirmed appointments starting in a half-open window, earliest first. */
    public List<Appointment> findUpcoming(Instant from, Instant until, int limit) {
        return UpcomingQueries.inWindow(session(), from, until, positive(limit));
    }

    /** Returns a provider's booked and confirmed appointments starting in a half-open window, earliest first. */
    public List<Appointment> findUpcomingByProvider(String provider, Instant from, Instant until, int limit) {
        return UpcomingQueries.ofProvider(session(), provider, from, until, positive(limit));
    }

    /** Returns a customer's booked and confirmed appointments starting now or later, earliest first. */
    public List<Appointment> findUpcomingByCustomer(UUID customerId, int limit) {
        return UpcomingQueries.ofCustomer(session(), customerId, positive(limit));
    }

    /** Returns all non-archived appointments of a day of the years 1 to 9999 in a time zone, earliest first. */
    public List<Appointment> findByDay(LocalDate day, ZoneId zone) {
        return findAll(AppointmentQueries.onDay(day, zone), AppointmentQueries.EARLIEST_FIRST);
    }

    /** Returns the non-archived appointments of a calendar day, earliest first, up to {@code limit}. */
    public List<Appointment> findByDay(LocalDate day, ZoneId zone, int limit) {
        return findAll(AppointmentQueries.onDay(day, zone), AppointmentQueries.EARLIEST_FIRST, limit);
    }

    /** Returns a page of a day's non-archived appointments, earliest first unless the request is sorted. */
    public Page<Appointment> findByDay(LocalDate day, ZoneId zone, PageRequest request) {
        return page(AppointmentQueries.earliestFirst(request).where(AppointmentQueries.onDay(day, zone)));
    }

    /** Returns all transitions of an appointment in order, beginning with the booking. */
    public List<AppointmentTransition> transitionsOf(UUID id) {
        return WholeList.read("transition", limit -> transitionsOf(id, 0, limit));
    }

    /** Returns the transitions with a sequence above {@code after}, in order, up to {@code limit}. */
    public List<AppointmentTransition> transitionsOf(UUID id, int after, int limit) {
        return AppointmentQueries.transitions(session(), id, after, positive(limit));
    }

    /** Returns whether {@code to} may directly follow {@code from}. */
    public boolean canTransition(AppointmentStatus from, AppointmentStatus to) {
        return AppointmentStateMachine.canTransition(from, to);
    }

    /**
     * Moves an appointment to another status and returns it. Also updates the customer's counters, confirmation rate
     * and lifetime value, and appends the event {@code appointment.<status>}. A return to booked appends {@code
     * appointment.rebooked}.
     *
     * @throws NotFoundException if there is no such appointment
     * @throws IllegalTransitionException if the current status does not allow the transition
     * @throws LostRaceException if the expected version is stale, or a concurrent change won
     * @throws RefusedChangeException if the appointment is archived, or a replaced appointment would return to booked
     */
    public Appointment updateStatus(UUID id, AppointmentStatus to, StatusChange change) {
        return session().atomically(tx -> new StatusWriter(tx).apply(StatusTransition.to(to, id, change)));
    }

    /**
     * Corrects a mistaken terminal status, appends {@code appointment.corrected} and returns the appointment. Subtracts
     * the mistake from the customer's counters and lifetime value. The history keeps mistake and correction.
     *
     * @throws InvalidValueException if the change has no reason
     * @throws IllegalTransitionException if the appointment does not have the status left by the correction
     */
    public Appointment correct(UUID id, Correction correction, StatusChange change) {
        return session()
                .atomically(tx -> new StatusWriter(tx).apply(StatusTransition.correcting(correction, id, change)));
    }

    /**
     * Reschedules an appointment and returns the replacement, linked to the old appointment. The old appointment
     * becomes rescheduled and keeps its time. A deposit moves to the replacement. The external id moves too, unless
     * the slot has its own. A rescheduled appointment without a replacement receives its replacement now. Idempotent:
     * a repetition with the same command id or external id returns the existing replacement. If the command has
     * already led to a different status, the call returns the appointment unchanged.
     *
     * @throws IllegalTransitionException if the current status does not allow rescheduling
     * @throws RefusedChangeException if the appointment already has a different replacement
     * @throws InvalidValueException if the appointment's external id has a named source and the slot's id has none
     */
    public Appointment reschedule(UUID id, NewSlot slot, StatusChange change) {
        return session().atomically(tx -> new RescheduleWriter(tx).apply(id, slot, change));
    }

    /**
     * Requests a deposit, or changes the amount of an unpaid deposit. Appends {@code deposit.requested}.
     *
     * @throws RefusedChangeException if the deposit is already paid, or the appointment is neither booked nor confirmed
     */
    public Appointment requestDeposit(UUID id, BigDecimal amount, Actor actor) {
        return session().atomically(tx -> new DepositWriter(tx).request(id, amount, actor));
    }

    /**
     * Records the payment of the deposit and appends {@code deposit.paid}. Repeated reports of a payment count once.
     *
     * @param paymentId the id of the payment at the payment provider, at most 255 characters
     * @throws RefusedChangeException if no deposit was requested, or a different payment has paid it
     * @throws ConstraintViolationException if the payment has paid the deposit of another appointment
     */
    public Appointment payDeposit(UUID id, String paymentId, Actor actor) {
        return session().atomically(tx -> new DepositWriter(tx).pay(id, paymentId, actor));
    }

    /**
     * Marks booked and confirmed appointments starting before a time as no-shows. Outside a transaction each transition
     * commits separately, and an interrupted sweep can be restarted.
     */
    public SweepReport markNoShows(Instant before, StatusChange change) {
        return new DueAppointmentWriter(session()).missed(Values.bound("before", before), change);
    }

    /** Completes appointments in progress with a scheduled end up to a time; otherwise like {@link #markNoShows}. */
    public SweepReport completeFinished(Instant endedBy, StatusChange change) {
        return new DueAppointmentWriter(session()).finished(Values.instant("ended by", endedBy), change);
    }

    /**
     * Archives the appointments completed before a time, except under a legal hold, and returns their number. Outside a
     * transaction each batch of 500 commits separately. An archived appointment is immutable. Queries find it only by
     * its ids and in {@link #findArchivedByCustomerId}.
     */
    public int archiveCompleted(Instant before) {
        return new ArchiveWriter(session()).completedBefore(Values.bound("before", before));
    }
}
