package io.aro.db.appointment;

import io.aro.db.row.Row;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.AppointmentTransitionsRecord;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The writer of new appointments with their first transition, event and counters. */
final class AppointmentWriter {

    private final TransactionSession session;
    private final EventRepository events;

    /** Creates a writer for the caller's transaction. */
    AppointmentWriter(Session transaction) {
        this.session = TransactionSession.of(transaction);
        this.events = new EventRepository(transaction);
    }

    Appointment create(NewAppointment request) {
        Appointment booked = insert(rowOf(request));
        return recorded(booked, request.bookedBy());
    }

    /**
     * Creates the replacement of a rescheduled appointment.
     *
     * <p>Its first transition carries the reason and the command id of the change.
     */
    Appointment createReplacement(AppointmentsRecord row, StatusChange change) {
        Appointment booked = insert(row);
        AppointmentTransitionsRecord first = firstTransition(booked, change.actor());
        first.setReason(change.reason());
        first.setCommandId(change.commandId());
        return recorded(booked, first, change.actor());
    }

    private Appointment insert(AppointmentsRecord row) {
        return session.write(
                dsl -> dsl.insertInto(APPOINTMENTS).set(row).returning().fetchSingle(written -> Appointment.of(Row.of(written))));
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
            Optional<Appointment> booked = insertIfAbsent(request);
            if (booked.isPresent()) {
                return recorded(booked.get(), request.bookedBy());
            }
            Optional<Appointment> existing = AppointmentQueries.findCurrent(session, key.isOfRow());
            if (existing.isPresent()) {
                return requireOfCustomer(existing.get(), request.customerId());
            }
            // A concurrent delete removed the existing row; the next round inserts.
        }
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

    private Optional<Appointment> insertIfAbsent(NewAppointment request) {
        AppointmentsRecord row = rowOf(request);
        return session.write(dsl -> dsl.insertInto(APPOINTMENTS)
                .set(row)
                .onConflict(APPOINTMENTS.EXTERNAL_SOURCE, APPOINTMENTS.EXTERNAL_ID)
                .where(APPOINTMENTS.EXTERNAL_ID.isNotNull())
                .doNothing()
                .returning()
                .fetchOptional(written -> Appointment.of(Row.of(written))));
    }

    private AppointmentsRecord rowOf(NewAppointment request) {
        return request.toRow(session.newId(), session.now());
    }

    private Appointment recorded(Appointment booked, Actor actor) {
        return recorded(booked, firstTransition(booked, actor), actor);
    }

    private Appointment recorded(Appointment booked, AppointmentTransitionsRecord first, Actor actor) {
        Dialect dialect = session.dialect();
        session.run(dsl -> dialect.executeAll(
                dsl,
                List.of(
                        dsl.insertInto(APPOINTMENT_TRANSITIONS).set(first),
                        events.insertionOf(created(booked, actor)),
                        CustomerCounterWriter.afterBooking(dialect, booked.customerId(), 1, booked.createdAt()))));
        return booked;
    }

    /** Returns the row of the booking transition. */
    static AppointmentTransitionsRecord firstTransition(Appointment booked, Actor actor) {
        return booked.toTransition(null, false, actor);
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
