package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.event.internal.EventStatement;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The writer of new appointments with their first transition, event and counters.
 *
 * <p>All values of a booking are known before its insert. Hence PostgreSQL receives the booking in one round trip.
 * Transition, event and counters have no effect without the appointment's row.
 */
final class AppointmentWriter {

    private static final List<Field<?>> COLUMNS = List.of(
            APPOINTMENTS.ID,
            APPOINTMENTS.EXTERNAL_SOURCE,
            APPOINTMENTS.EXTERNAL_ID,
            APPOINTMENTS.CUSTOMER_ID,
            APPOINTMENTS.DATE,
            APPOINTMENTS.DURATION,
            APPOINTMENTS.SERVICE_TYPE,
            APPOINTMENTS.SERVICE_COST,
            APPOINTMENTS.PROVIDER,
            APPOINTMENTS.LOCATION,
            APPOINTMENTS.STATUS,
            APPOINTMENTS.PREVIOUS_STATUS,
            APPOINTMENTS.VERSION,
            APPOINTMENTS.CONFIRMATION_RECEIVED,
            APPOINTMENTS.DEPOSIT_REQUIRED,
            APPOINTMENTS.DEPOSIT_AMOUNT,
            APPOINTMENTS.DEPOSIT_PAID,
            APPOINTMENTS.DEPOSIT_PAYMENT_ID,
            APPOINTMENTS.CREATED_AT,
            APPOINTMENTS.UPDATED_AT,
            APPOINTMENTS.NOTES,
            APPOINTMENTS.RESCHEDULED_FROM);

    private static final List<Parameter<?>> VALUES = Parameter.list(COLUMNS);

    private static final StatementTemplate INSERTION = StatementTemplate.of(VALUES, dialect -> insertion());

    private static final StatementTemplate INSERTION_IF_ABSENT = StatementTemplate.of(
            VALUES,
            dialect -> insertion()
                    .onConflict(APPOINTMENTS.EXTERNAL_SOURCE, APPOINTMENTS.EXTERNAL_ID)
                    .where(APPOINTMENTS.EXTERNAL_ID.isNotNull())
                    .doNothing());

    private final TransactionSession session;

    /** Creates a writer for the caller's transaction. */
    AppointmentWriter(Session transaction) {
        this.session = TransactionSession.of(transaction);
    }

    private static InsertValuesStepN<AppointmentsRecord> insertion() {
        return DSL.insertInto(APPOINTMENTS).columns(COLUMNS).values(Parameter.fields(VALUES));
    }

    Appointment create(NewAppointment request) {
        return create(booked(request), StatusChange.by(request.bookedBy()));
    }

    /** Returns the insert of a booked appointment without transition, event and counters. */
    static BoundStatement insertionOf(Appointment booked) {
        return INSERTION.with(values(booked));
    }

    /**
     * Creates a booked appointment and returns it.
     *
     * <p>The first transition carries the reason and the command id of the change.
     */
    Appointment create(Appointment booked, StatusChange change) {
        isInserted(INSERTION, booked, change);
        return booked;
    }

    /**
     * Returns the appointment with the request's external id, creating it if absent.
     *
     * <p>A request without an external id always creates an appointment.
     */
    Appointment createOrFind(NewAppointment request) {
        Optional<ExternalId> key = request.externalKey();
        return key.isEmpty() ? create(request) : createOrFind(request, key.get());
    }

    private Appointment createOrFind(NewAppointment request, ExternalId key) {
        while (true) {
            Appointment booked = booked(request);
            if (isInserted(INSERTION_IF_ABSENT, booked, StatusChange.by(request.bookedBy()))) {
                return booked;
            }
            Optional<Appointment> existing =
                    AppointmentKeyQueries.findCurrent(session, AppointmentKeyQueries.byExternalId(key));
            if (existing.isPresent()) {
                return requireOfCustomer(existing.get(), request.customerId());
            }
            // A concurrent delete removed the existing row; the next round inserts.
        }
    }

    private Appointment booked(NewAppointment request) {
        return Appointment.booked(session.newId(), request, session.now());
    }

    /** Returns the appointment if it belongs to the customer. The caller may go on to change it. */
    private static Appointment requireOfCustomer(Appointment existing, UUID customerId) {
        if (!existing.customerId().equals(customerId)) {
            throw new RefusedChangeException(
                    "appointment", existing.id(), String.format(Locale.ROOT, """
                    has this external id and belongs to customer %s, not to customer %s; pass the external id of each \
                    customer's own booking, and name the source of the id if ids come from several\
                    """, existing.customerId(), customerId));
        }
        return existing;
    }

    /** Inserts the appointment with its transition, event and counters. Returns false for a taken external id. */
    private boolean isInserted(StatementTemplate insertion, Appointment booked, StatusChange change) {
        List<BoundStatement> dependants = List.of(
                TransitionWriter.ofBooking(booked, change),
                EventStatement.insertionIfBooked(created(booked, change.actor()), session.newId(), session.now()),
                CustomerCounterWriter.afterBooking(booked));
        return session.<Integer>write(BoundStatement.withDependants(insertion.with(values(booked)), dependants)) > 0;
    }

    /** Returns the values of a booked appointment, in the order of the columns. */
    private static @Nullable Object[] values(Appointment booked) {
        return new @Nullable Object[] {
            booked.id(),
            booked.externalSource(),
            booked.externalId(),
            booked.customerId(),
            booked.date(),
            Math.toIntExact(booked.duration().toMinutes()),
            booked.serviceType(),
            booked.serviceCost(),
            booked.provider(),
            booked.location(),
            booked.status(),
            booked.previousStatus(),
            booked.version(),
            booked.confirmationReceived(),
            booked.depositRequired(),
            booked.depositAmount(),
            booked.depositPaid(),
            booked.depositPaymentId(),
            booked.createdAt(),
            booked.updatedAt(),
            booked.notes(),
            booked.rescheduledFrom()
        };
    }

    /** Returns the event {@code appointment.created}. */
    static NewEvent created(Appointment booked, Actor actor) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("customer_id", booked.customerId());
        facts.put("date", booked.date().toString());
        facts.put("service_type", booked.serviceType());
        if (booked.rescheduledFrom() != null) {
            facts.put("rescheduled_from", booked.rescheduledFrom());
        }
        return booked.toEvent("appointment.created", actor, facts);
    }
}
