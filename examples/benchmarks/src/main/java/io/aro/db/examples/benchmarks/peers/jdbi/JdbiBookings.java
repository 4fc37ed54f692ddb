package io.aro.db.examples.benchmarks.peers.jdbi;

import io.aro.db.customer.Customer;
import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.jdbc.Columns;
import io.aro.db.examples.benchmarks.peers.jdbc.RowMapper;
import io.aro.db.examples.benchmarks.peers.jdbc.Values;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes by Jdbi. */
final class JdbiBookings {

    private static final String INSERT_APPOINTMENT =
            "insert into appointments (id, external_source, external_id, customer_id, date, duration, service_type,"
                    + " service_cost, deposit_required, created_at, updated_at)"
                    + " values (:id, :source, :external, :customer, :date, :minutes, :service, :cost, false, :now,"
                    + " :now)";
    private static final String INSERT_TRANSITION =
            "insert into appointment_transitions (appointment_id, sequence, to_status, actor, actor_id, occurred_at)"
                    + " values (:id, 1, 'booked', 'system', 'aro-db', :now)";

    private final Jdbi writer;
    private final Values values;
    private final RowMapper mapper;
    private final String insertCustomer;
    private final String insertEvent;
    private final String count;

    JdbiBookings(Jdbi writer, Values values, boolean postgres) {
        this.writer = writer;
        this.values = values;
        this.mapper = new RowMapper(values);
        this.insertCustomer =
                "insert into customers (id, phone, email, name, communication_preference, created_at, updated_at, tags)"
                        + " values (:id, :phone, null, :name, 'sms', :now, :now, " + (postgres ? "'{}'" : "'[]'")
                        + ") on conflict (phone) do nothing returning " + Columns.CUSTOMER;
        this.insertEvent =
                "insert into events (id, timestamp, type, entity_type, entity_id, actor, actor_id, data, metadata,"
                        + " created_at) values (:id, :now, 'appointment.created', 'appointment', :appointment,"
                        + " 'system', 'aro-db', "
                        + (postgres ? "cast(:data as jsonb), cast(:metadata as jsonb)" : ":data, :metadata")
                        + ", :now)";
        String rate = "(confirmed_count * 20000 + appointment_count + :booked) / ((appointment_count + :booked) * 2)";
        this.count = "update customers set appointment_count = appointment_count + :booked, confirmation_rate = "
                + (postgres ? "cast(" + rate + " as numeric(10, 2)) / 100" : rate)
                + ", updated_at = :now where id = :id";
    }

    Customer upsert(String phone, String name) {
        return writer.withHandle(handle -> handle.createQuery(insertCustomer)
                .bind("id", values.id(Fresh.id()))
                .bind("phone", phone)
                .bind("name", name)
                .bind("now", values.time(Fresh.now()))
                .map((row, context) -> mapper.customer(row))
                .findOne()
                .orElseGet(() -> existing(handle, phone)));
    }

    private Customer existing(Handle handle, String phone) {
        return handle.createQuery("select " + Columns.CUSTOMER + " from customers where phone = :phone")
                .bind("phone", phone)
                .map((row, context) -> mapper.customer(row))
                .one();
    }

    int book(List<NewBooking> bookings) {
        return writer.inTransaction(handle -> book(handle, bookings));
    }

    private int book(Handle handle, List<NewBooking> bookings) {
        Object now = values.time(Fresh.now());
        List<UUID> ids = bookings.stream().map(booking -> Fresh.id()).toList();
        try (PreparedBatch batch = handle.prepareBatch(INSERT_APPOINTMENT)) {
            for (int i = 0; i < ids.size(); i++) {
                bind(batch, ids.get(i), bookings.get(i), now);
            }
            batch.execute();
        }
        try (PreparedBatch batch = handle.prepareBatch(INSERT_TRANSITION)) {
            ids.forEach(id -> batch.bind("id", values.id(id)).bind("now", now).add());
            batch.execute();
        }
        try (PreparedBatch batch = handle.prepareBatch(insertEvent)) {
            for (int i = 0; i < ids.size(); i++) {
                batch.bind("id", values.id(Fresh.id()))
                        .bind("now", now)
                        .bind("appointment", values.id(ids.get(i)))
                        .bind("data", bookings.get(i).eventData())
                        .bind("metadata", NewBooking.METADATA)
                        .add();
            }
            batch.execute();
        }
        count(handle, bookings, now);
        return ids.size();
    }

    private void bind(PreparedBatch batch, UUID id, NewBooking booking, Object now) {
        batch.bind("id", values.id(id))
                .bind("source", NewBooking.SOURCE)
                .bind("external", booking.externalId())
                .bind("customer", values.id(booking.customerId()))
                .bind("date", values.time(booking.date()))
                .bind("minutes", booking.minutes())
                .bind("service", booking.serviceType())
                .bind("cost", values.money(booking.serviceCost()))
                .bind("now", now)
                .add();
    }

    private void count(Handle handle, List<NewBooking> bookings, Object now) {
        Map<UUID, Integer> ofCustomers = new TreeMap<>();
        bookings.forEach(booking -> ofCustomers.merge(booking.customerId(), 1, Integer::sum));
        try (PreparedBatch batch = handle.prepareBatch(count)) {
            ofCustomers.forEach((customer, booked) -> batch.bind("booked", booked)
                    .bind("now", now)
                    .bind("id", values.id(customer))
                    .add());
            batch.execute();
        }
    }
}
