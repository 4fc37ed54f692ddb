package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.jdbc.Preparation.Prepared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Writes of customers and appointments, inside the transaction of the caller. */
final class Bookings {

    private final Queries queries;
    private final Preparation preparation;
    private final Values values;
    private final RowMapper mapper;
    private final Parameters parameters;
    private final Followers followers;
    private final Sql sql;

    Bookings(Queries queries, boolean postgres, Preparation preparation, Sql sql) {
        this.queries = queries;
        this.preparation = preparation;
        this.values = Values.of(postgres);
        this.mapper = new RowMapper(values);
        this.parameters = new Parameters(values);
        this.followers = postgres
                ? new PipelinedFollowers(preparation, parameters, sql)
                : new SeparateFollowers(preparation, parameters, sql);
        this.sql = sql;
    }

    Customer upsert(Connection connection, String phone, String name) throws SQLException {
        Object now = values.time(Fresh.now());
        try (Prepared prepared = preparation.prepare(connection, Sql.INSERT_CUSTOMER)) {
            PreparedStatement statement = prepared.statement();
            statement.setObject(1, values.id(Fresh.id()));
            statement.setString(2, phone);
            statement.setNull(3, Types.VARCHAR);
            statement.setString(4, name);
            statement.setString(5, "sms");
            statement.setObject(6, now);
            statement.setObject(7, now);
            values.bindNoWords(statement, 8, connection);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    return mapper.customer(rows);
                }
            }
        }
        return Objects.requireNonNull(queries.findByPhone(connection, phone));
    }

    /** Books an appointment of a new external id. */
    Appointment book(Connection connection, NewBooking booking, Instant now) throws SQLException {
        Object time = values.time(now);
        Appointment booked;
        try (Prepared prepared = preparation.prepare(connection, Sql.BOOK)) {
            parameters.booking(prepared.statement(), Fresh.id(), booking, time);
            booked = only(prepared.statement());
        }
        followers.afterBooking(connection, booked, booking, time);
        return booked;
    }

    Appointment confirm(Connection connection, UUID id, Doer doer) throws SQLException {
        Object time = values.time(Fresh.now());
        Appointment confirmed;
        try (Prepared prepared = preparation.prepare(connection, sql.confirm)) {
            PreparedStatement statement = prepared.statement();
            statement.setObject(1, time);
            statement.setObject(2, time);
            statement.setObject(3, values.id(id));
            confirmed = only(statement);
        }
        followers.afterConfirmation(connection, confirmed, doer, time);
        return confirmed;
    }

    private Appointment only(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("No appointment was written.");
            }
            return mapper.appointment(rows);
        }
    }
}
