package io.aro.db.appointment;

import io.aro.db.event.internal.EventStatement;
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.repository.Session;
import io.aro.db.repository.internal.StatementBatches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

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
            add(each.next());
            if (batch.size() == SIZE) {
                send();
            }
        }
        send();
        countForCustomers();
        return count;
    }

    private void add(NewAppointment request) {
        Appointment booked = Appointment.booked(session.newId(), request, now);
        batch.add(new Booked(booked, StatusChange.by(request.bookedBy())));
        perCustomer.merge(booked.customerId(), 1, Integer::sum);
        count++;
    }

    private void send() {
        send(booked -> AppointmentWriter.insertionOf(booked.appointment()));
        send(booked -> TransitionWriter.insertionOf(booked.appointment(), booked.change()));
        send(booked -> EventStatement.insertion(
                AppointmentWriter.created(booked.appointment(), booked.change().actor()), session.newId(), now));
        batch.clear();
    }

    private void send(Function<Booked, BoundStatement> insertion) {
        session.run(BoundStatement.batch(batch.stream().map(insertion).toList()));
    }

    /**
     * Updates the counters of all customers at the end, ordered by id.
     *
     * <p>The common lock order prevents a deadlock between two imports.
     */
    private void countForCustomers() {
        new StatementBatches(session::run)
                .execute(perCustomer.entrySet().stream()
                        .map(customer ->
                                CustomerCounterWriter.afterBookings(customer.getKey(), customer.getValue(), now)));
    }

    /** A new appointment with its booking. */
    private record Booked(Appointment appointment, StatusChange change) {}
}
