package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.event.Event;
import io.aro.db.examples.benchmarks.peers.contender.Cursor;
import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.jdbc.Preparation.Prepared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads of customers and appointments. */
final class Queries {

    private static final int FETCH_SIZE = 1_000;

    private final DataSource pool;
    private final boolean postgres;
    private final Preparation preparation;
    private final Values values;
    private final RowMapper mapper;
    private final Sql sql;

    Queries(DataSource pool, boolean postgres, Preparation preparation, Sql sql) {
        this.pool = pool;
        this.postgres = postgres;
        this.preparation = preparation;
        this.values = Values.of(postgres);
        this.mapper = new RowMapper(values);
        this.sql = sql;
    }

    @Nullable
    Customer findById(UUID id) throws SQLException {
        try (Connection connection = pool.getConnection();
                Prepared prepared = preparation.prepare(connection, Sql.CUSTOMER_BY_ID)) {
            prepared.statement().setObject(1, values.id(id));
            return customer(prepared.statement());
        }
    }

    @Nullable
    Customer findByPhone(String phone) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return findByPhone(connection, phone);
        }
    }

    @Nullable
    Customer findByPhone(Connection connection, String phone) throws SQLException {
        try (Prepared prepared = preparation.prepare(connection, Sql.CUSTOMER_BY_PHONE)) {
            prepared.statement().setString(1, phone);
            return customer(prepared.statement());
        }
    }

    private @Nullable Customer customer(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? mapper.customer(rows) : null;
        }
    }

    List<Appointment> upcoming(int limit) throws SQLException {
        try (Connection connection = pool.getConnection();
                Prepared prepared = preparation.prepare(connection, sql.upcoming)) {
            prepared.statement().setObject(1, values.time(Fresh.now()));
            prepared.statement().setInt(2, limit);
            return appointments(prepared.statement());
        }
    }

    List<Appointment> page(Cursor after, int limit) throws SQLException {
        try (Connection connection = pool.getConnection();
                Prepared prepared = preparation.prepare(connection, Sql.PAGE)) {
            prepared.statement().setObject(1, values.time(after.date()));
            prepared.statement().setObject(2, values.id(after.id()));
            prepared.statement().setInt(3, limit);
            return appointments(prepared.statement());
        }
    }

    private List<Appointment> appointments(PreparedStatement statement) throws SQLException {
        List<Appointment> appointments = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                appointments.add(mapper.appointment(rows));
            }
        }
        return appointments;
    }

    List<Event> eventsOf(String entityType, UUID entity, int limit) throws SQLException {
        List<Event> events = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Prepared prepared = preparation.prepare(connection, Sql.EVENTS_OF_ENTITY)) {
            prepared.statement().setString(1, entityType);
            prepared.statement().setObject(2, values.id(entity));
            prepared.statement().setInt(3, limit);
            try (ResultSet rows = prepared.statement().executeQuery()) {
                while (rows.next()) {
                    events.add(mapper.event(rows));
                }
            }
        }
        return events;
    }

    /** PostgreSQL fetches in parts only inside a transaction. */
    long sumOfScores() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            if (!postgres) {
                return sumOfScores(connection);
            }
            connection.setAutoCommit(false);
            long sum = sumOfScores(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return sum;
        }
    }

    private long sumOfScores(Connection connection) throws SQLException {
        long sum = 0;
        try (Prepared prepared = preparation.prepare(connection, Sql.ALL_CUSTOMERS)) {
            prepared.statement().setFetchSize(FETCH_SIZE);
            try (ResultSet rows = prepared.statement().executeQuery()) {
                while (rows.next()) {
                    sum += mapper.customer(rows).riskScore() + 1;
                }
            }
        }
        return sum;
    }
}
