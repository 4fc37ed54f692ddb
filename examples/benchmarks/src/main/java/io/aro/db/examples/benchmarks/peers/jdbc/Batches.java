package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.jdbc.Preparation.Prepared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Bookings of many appointments at once, by batches of the driver. */
final class Batches {

    private final Preparation preparation;
    private final Values values;
    private final Parameters parameters;
    private final Sql sql;

    Batches(boolean postgres, Preparation preparation, Sql sql) {
        this.preparation = preparation;
        this.values = Values.of(postgres);
        this.parameters = new Parameters(values);
        this.sql = sql;
    }

    int book(Connection connection, List<NewBooking> bookings) throws SQLException {
        Object time = values.time(Fresh.now());
        List<UUID> ids = bookings.stream().map(booking -> Fresh.id()).toList();
        batch(connection, Sql.INSERT_BOOKING, statement -> {
            for (int i = 0; i < ids.size(); i++) {
                parameters.booking(statement, ids.get(i), bookings.get(i), time);
                statement.addBatch();
            }
        });
        batch(connection, Sql.FIRST_TRANSITION, statement -> {
            for (UUID id : ids) {
                parameters.firstTransition(statement, 1, id, time);
                statement.addBatch();
            }
        });
        batch(connection, sql.event, statement -> {
            for (int i = 0; i < ids.size(); i++) {
                String data = bookings.get(i).eventData();
                parameters.event(statement, 1, "appointment.created", ids.get(i), Doer.SYSTEM, data, time);
                statement.addBatch();
            }
        });
        count(connection, bookings, time);
        return ids.size();
    }

    /** Locks the customers in the order of their ids, as every writer does. */
    private void count(Connection connection, List<NewBooking> bookings, Object time) throws SQLException {
        Map<UUID, Integer> ofCustomers = new TreeMap<>();
        bookings.forEach(booking -> ofCustomers.merge(booking.customerId(), 1, Integer::sum));
        batch(connection, sql.counters, statement -> {
            for (Map.Entry<UUID, Integer> each : ofCustomers.entrySet()) {
                parameters.counters(statement, 1, each.getKey(), each.getValue(), 0, time);
                statement.addBatch();
            }
        });
    }

    private void batch(Connection connection, String text, Adder adder) throws SQLException {
        try (Prepared prepared = preparation.prepare(connection, text)) {
            adder.add(prepared.statement());
            prepared.statement().executeBatch();
        }
    }

    /** An adder of rows to a batch. */
    @FunctionalInterface
    private interface Adder {

        void add(PreparedStatement statement) throws SQLException;
    }
}
