package io.aro.db.examples.benchmarks.peers.jdbi;

import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.jdbc.Columns;
import io.aro.db.examples.benchmarks.peers.jdbc.Values;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads by Jdbi. */
final class JdbiQueries {

    private static final String CUSTOMERS = "select " + Columns.CUSTOMER + " from customers";
    private static final int FETCH_SIZE = 1_000;

    private final Jdbi reader;
    private final Values values;
    private final boolean postgres;
    private final RowMapper<Customer> customers;
    private final RowMapper<Appointment> appointments;

    JdbiQueries(Jdbi reader, Values values, boolean postgres) {
        this.reader = reader;
        this.values = values;
        this.postgres = postgres;
        var mapper = new io.aro.db.examples.benchmarks.peers.jdbc.RowMapper(values);
        this.customers = (row, context) -> mapper.customer(row);
        this.appointments = (row, context) -> mapper.appointment(row);
    }

    @Nullable
    Customer findById(UUID id) {
        return reader.withHandle(handle -> handle.createQuery(CUSTOMERS + " where id = :id")
                .bind("id", values.id(id))
                .map(customers)
                .findOne()
                .orElse(null));
    }

    @Nullable
    Customer findByPhone(String phone) {
        return reader.withHandle(handle -> handle.createQuery(CUSTOMERS + " where phone = :phone")
                .bind("phone", phone)
                .map(customers)
                .findOne()
                .orElse(null));
    }

    List<Appointment> upcoming(int limit) {
        String open = "status in ('booked', 'confirmed')";
        return reader.withHandle(handle -> handle.createQuery("select " + Columns.APPOINTMENT
                        + " from appointments where " + (postgres ? open : "likely(" + open + ")")
                        + " and date >= :now order by date, id limit :limit")
                .bind("now", values.time(Fresh.now()))
                .bind("limit", limit)
                .map(appointments)
                .list());
    }

    /** PostgreSQL fetches in parts only inside a transaction. */
    long sumOfScores() {
        return postgres ? reader.inTransaction(this::sumOfScores) : reader.withHandle(this::sumOfScores);
    }

    private long sumOfScores(Handle handle) {
        try (Stream<Customer> rows =
                handle.createQuery(CUSTOMERS + " order by id").setFetchSize(FETCH_SIZE).map(customers).stream()) {
            return rows.mapToLong(customer -> customer.riskScore() + 1).sum();
        }
    }
}
