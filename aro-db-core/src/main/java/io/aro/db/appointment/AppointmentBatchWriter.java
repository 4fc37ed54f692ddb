package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.repository.Session;
import io.aro.db.repository.internal.BatchInsert;
import io.aro.db.row.Row;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Query;

/**
 * The bulk writer of new appointments, in batches of 500, in the caller's transaction.
 *
 * <p>Neither reusable nor thread-safe.
 */
final class AppointmentBatchWriter {

    private static final int SIZE = 500;

    private final Session session;
    private final Instant now;
    private final List<Booked> batch = new ArrayList<>(SIZE);
    private final Map<UUID, Integer> perCustomer = new TreeMap<>();
    private long count;

    AppointmentBatchWriter(Session transaction) {
        this.session = transaction;
        this.now = transaction.now();
    }

    /** Consumes the stream and returns the number of appointments. */
    long create(Stream<NewAppointment> requests) {
        for (Iterator<NewAppointment> each = requests.iterator(); each.hasNext(); ) {
            batch.add(Booked.of(each.next(), session.newId(), now));
            if (batch.size() == SIZE) {
                send();
            }
        }
        send();
        countForCustomers();
        return count;
    }

    private void send() {
        new BatchInsert<>(session::write, APPOINTMENTS).insert(batch.stream().map(Booked::row));
        new BatchInsert<>(session::write, APPOINTMENT_TRANSITIONS)
                .insert(batch.stream()
                        .map(booked -> AppointmentWriter.firstTransition(booked.appointment(), booked.actor())));
        new EventRepository(session)
                .appendAll(
                        batch.stream().map(booked -> AppointmentWriter.created(booked.appointment(), booked.actor())));
        batch.forEach(booked -> perCustomer.merge(booked.appointment().customerId(), 1, Integer::sum));
        count += batch.size();
        batch.clear();
    }

    /**
     * Updates the counters of all customers at the end, ordered by id.
     *
     * <p>The common lock order prevents a deadlock between two imports.
     */
    private void countForCustomers() {
        session.run(dsl -> {
            Dialect dialect = Dialect.of(dsl.configuration());
            List<Query> updates = perCustomer.entrySet().stream()
                    .map(customer -> CustomerCounterWriter.afterBookings(customer.getKey(), customer.getValue(), now)
                            .query(dsl.configuration()))
                    .collect(Collectors.toList());
            if (!updates.isEmpty()) {
                dialect.executeAll(dsl, updates);
            }
        });
    }

    /** A request with its generated row. */
    private record Booked(AppointmentsRecord row, Appointment appointment, Actor actor) {

        static Booked of(NewAppointment request, UUID id, Instant now) {
            AppointmentsRecord row = request.toRow(id, now);
            return new Booked(row, Appointment.of(Row.of(row)), request.bookedBy());
        }
    }
}
