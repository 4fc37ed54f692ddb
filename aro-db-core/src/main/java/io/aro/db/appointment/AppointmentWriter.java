package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Query;

/** The writer of new appointments, with their first transition, their event and the customer's counters. */
final class AppointmentWriter {

    private final Session session;
    private final TransitionWriter history;

    /** Books in the caller's transaction. */
    AppointmentWriter(Session transaction) {
        this.session = transaction;
        this.history = new TransitionWriter(transaction);
    }

    Appointment create(NewAppointment request) {
        Appointment booked = insert(rowOf(request));
        return recorded(booked, history.ofBooking(booked, request.bookedBy()));
    }

    /** Creates an appointment that takes the place of another one. */
    Appointment createReplacement(AppointmentsRecord row, StatusChange change) {
        Appointment booked = insert(row);
        return recorded(booked, history.ofReplacement(booked, change));
    }

    private Appointment insert(AppointmentsRecord row) {
        return session.write(
                dsl -> dsl.insertInto(APPOINTMENTS).set(row).returning().fetchSingle(Appointment::of));
    }

    /** Returns the appointment with the external id of the request, which is booked if there was none. */
    Appointment createOrFind(NewAppointment request) {
        Optional<ExternalId> key = request.externalKey();
        return key.isEmpty() ? create(request) : createOrFind(request, key.get());
    }

    private Appointment createOrFind(NewAppointment request, ExternalId key) {
        while (true) {
            Optional<Appointment> booked = insertIfAbsent(request);
            if (booked.isPresent()) {
                return recorded(booked.get(), history.ofBooking(booked.get(), request.bookedBy()));
            }
            Optional<Appointment> existing = AppointmentQueries.findCurrent(session, key.isOfRow());
            if (existing.isPresent()) {
                return requireOfCustomer(existing.get(), request.customerId());
            }
            // The other one was deleted between the two statements; the next round inserts.
        }
    }

    /** The caller goes on to change what it gets, so it must not get a stranger's visit. */
    private static Appointment requireOfCustomer(Appointment existing, UUID customerId) {
        if (!existing.customerId().equals(customerId)) {
            throw new RefusedChangeException(
                    "appointment", existing.id(), String.format(Locale.ROOT, """
                    has this external id and is of customer %s, not of customer %s; book each customer by the id of the \
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
                .fetchOptional(Appointment::of));
    }

    private AppointmentsRecord rowOf(NewAppointment request) {
        return request.toRow(session.newId(), session.now());
    }

    private Appointment recorded(Appointment booked, List<Query> first) {
        session.run(dsl -> {
            List<Query> statements = new ArrayList<>(first);
            statements.add(CustomerCounterWriter.afterBooking(dsl, booked.customerId(), 1, booked.createdAt()));
            Dialect.of(dsl.configuration()).executeAll(dsl, statements);
        });
        return booked;
    }
}
