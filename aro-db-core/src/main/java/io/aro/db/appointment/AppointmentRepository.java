package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static org.jooq.impl.DSL.inline;

import io.aro.db.connection.Session;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.NotFoundException;
import io.aro.db.internal.Dialect;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.repository.Repository;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectSeekStep2;
import org.jooq.TableField;

/** Books, moves and finds appointments. */
public final class AppointmentRepository extends Repository<AppointmentsRecord, Appointment> {

    public AppointmentRepository(Session session) {
        super(session, APPOINTMENTS, APPOINTMENTS.ID, "appointment");
    }

    @Override
    protected Appointment toEntity(AppointmentsRecord row) {
        return AppointmentRows.toAppointment(row);
    }

    @Override
    protected TableField<AppointmentsRecord, Instant> touched() {
        return APPOINTMENTS.UPDATED_AT;
    }

    @Override
    protected Set<TableField<AppointmentsRecord, ?>> guarded() {
        return Set.of(
                APPOINTMENTS.CUSTOMER_ID,
                APPOINTMENTS.STATUS,
                APPOINTMENTS.PREVIOUS_STATUS,
                APPOINTMENTS.VERSION,
                APPOINTMENTS.CONFIRMATION_RECEIVED,
                APPOINTMENTS.CONFIRMATION_DATE,
                APPOINTMENTS.CREATED_AT,
                APPOINTMENTS.COMPLETED_AT,
                APPOINTMENTS.CANCELLED_AT,
                APPOINTMENTS.ARCHIVED_AT);
    }

    /**
     * Books an appointment: inserts it with its first transition and the event {@code appointment.created}.
     *
     * @throws ConstraintViolationException if there is no such customer or the external id is taken
     */
    public Appointment create(NewAppointment request) {
        return session().atomically(tx -> {
            Appointment booked = tx.write(dsl ->
                    dsl.insertInto(APPOINTMENTS).set(rowOf(request)).returning().fetchSingle(this::toEntity));
            new TransitionHistory(tx).recordBooking(booked, request);
            return booked;
        });
    }

    /**
     * Returns the appointment with the external id, after booking the given one if there was none.
     *
     * <p>An existing appointment is returned as it is. Any number of callers may do this at once; one of them books.
     * Without an external id it always books.
     */
    public Appointment upsertByExternalId(NewAppointment request) {
        String externalId = request.externalId();
        if (externalId == null) {
            return create(request);
        }
        return session().atomically(tx -> {
            while (true) {
                Optional<Appointment> booked = tx.write(dsl -> insertIfAbsent(dsl, request));
                if (booked.isPresent()) {
                    new TransitionHistory(tx).recordBooking(booked.get(), request);
                    return booked.get();
                }
                Optional<Appointment> existing = tx.read(dsl -> withExternalId(dsl, externalId));
                if (existing.isPresent()) {
                    return existing.get();
                }
                // The other one was deleted between the two statements; the next round inserts.
            }
        });
    }

    /** Returns the appointment with the provider's id, if there is one. */
    public Optional<Appointment> findByExternalId(String externalId) {
        return session().read(dsl -> withExternalId(dsl, externalId));
    }

    /** Returns every appointment of a customer, the latest first; a customer has few. */
    public List<Appointment> findByCustomerId(UUID customerId) {
        return session().read(dsl -> ofCustomer(dsl, customerId).fetch(this::toEntity));
    }

    /** Returns the appointments of a customer, the latest first, at most so many. */
    public List<Appointment> findByCustomerId(UUID customerId, int limit) {
        return session()
                .read(dsl -> ofCustomer(dsl, customerId).limit(positive(limit)).fetch(this::toEntity));
    }

    /** Returns every booked or confirmed appointment that is still to begin, the next first. */
    public List<Appointment> findUpcoming() {
        return session().read(dsl -> upcoming(dsl).fetch(this::toEntity));
    }

    /** Returns the booked and confirmed appointments that are still to begin, the next first, at most so many. */
    public List<Appointment> findUpcoming(int limit) {
        return session().read(dsl -> upcoming(dsl).limit(positive(limit)).fetch(this::toEntity));
    }

    /** Returns the moves of an appointment in their order; empty if there is no such appointment. */
    public List<AppointmentTransition> transitionsOf(UUID id) {
        return session()
                .read(dsl -> dsl.selectFrom(APPOINTMENT_TRANSITIONS)
                        .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(id))
                        .orderBy(APPOINTMENT_TRANSITIONS.SEQUENCE)
                        .fetch(AppointmentRows::toTransition));
    }

    /** Tells whether the second status may follow the first. */
    public boolean canTransition(AppointmentStatus from, AppointmentStatus to) {
        return AppointmentStateMachine.canTransition(from, to);
    }

    /**
     * Moves an appointment to another status and returns it.
     *
     * <p>One guarded statement decides. In the same transaction follow the transition row, the customer's counters,
     * confirmation rate and lifetime value, and the event {@code appointment.<status>}.
     *
     * @throws NotFoundException if there is no such appointment
     * @throws IllegalTransitionException if its status does not allow the move
     * @throws LostRaceException if it is not at the expected version, or was changed while this call looked
     */
    public Appointment updateStatus(UUID id, AppointmentStatus to, StatusChange change) {
        return session().atomically(tx -> new StatusUpdate(tx).apply(id, to, change));
    }

    private AppointmentsRecord rowOf(NewAppointment request) {
        return AppointmentRows.toRow(request, session().newId(), session().now());
    }

    private Optional<Appointment> insertIfAbsent(DSLContext dsl, NewAppointment request) {
        return dsl.insertInto(APPOINTMENTS)
                .set(rowOf(request))
                .onConflict(APPOINTMENTS.EXTERNAL_ID)
                .where(APPOINTMENTS.EXTERNAL_ID.isNotNull())
                .doNothing()
                .returning()
                .fetchOptional(this::toEntity);
    }

    private Optional<Appointment> withExternalId(DSLContext dsl, String externalId) {
        return dsl.selectFrom(APPOINTMENTS)
                .where(APPOINTMENTS.EXTERNAL_ID.eq(externalId))
                .fetchOptional(this::toEntity);
    }

    private static SelectSeekStep2<AppointmentsRecord, Instant, UUID> ofCustomer(DSLContext dsl, UUID customerId) {
        return dsl.selectFrom(APPOINTMENTS)
                .where(APPOINTMENTS.CUSTOMER_ID.eq(customerId))
                .orderBy(APPOINTMENTS.DATE.desc(), APPOINTMENTS.ID.desc());
    }

    /** The statuses are literals, so that both planners see that the partial index of upcoming ones serves. */
    private SelectSeekStep2<AppointmentsRecord, Instant, UUID> upcoming(DSLContext dsl) {
        Condition open = APPOINTMENTS.STATUS.in(
                inline(AppointmentStatus.BOOKED, APPOINTMENTS.STATUS),
                inline(AppointmentStatus.CONFIRMED, APPOINTMENTS.STATUS));
        return dsl.selectFrom(APPOINTMENTS)
                .where(Dialect.of(dsl.configuration()).likely(open))
                .and(APPOINTMENTS.DATE.ge(session().now()))
                .orderBy(APPOINTMENTS.DATE, APPOINTMENTS.ID);
    }
}
