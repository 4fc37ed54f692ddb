package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/**
 * Binders of the parameters of statements. Each returns the index after its parameters.
 *
 * @param values the forms of values of the engine
 */
record Parameters(Values values) {

    void booking(PreparedStatement statement, UUID id, NewBooking booking, Object time) throws SQLException {
        statement.setObject(1, values.id(id));
        statement.setString(2, NewBooking.SOURCE);
        statement.setString(3, booking.externalId());
        statement.setObject(4, values.id(booking.customerId()));
        statement.setObject(5, values.time(booking.date()));
        statement.setInt(6, booking.minutes());
        statement.setString(7, booking.serviceType());
        statement.setObject(8, values.money(booking.serviceCost()));
        statement.setNull(9, Types.VARCHAR);
        statement.setNull(10, Types.VARCHAR);
        statement.setObject(11, time);
        statement.setObject(12, time);
    }

    int firstTransition(PreparedStatement statement, int index, UUID appointment, Object time) throws SQLException {
        statement.setObject(index, values.id(appointment));
        statement.setString(index + 1, "system");
        statement.setString(index + 2, NewBooking.ACTOR_ID);
        statement.setObject(index + 3, time);
        return index + 4;
    }

    int endOfTransition(PreparedStatement statement, int index, UUID appointment, int version) throws SQLException {
        statement.setInt(index, version);
        statement.setObject(index + 1, values.id(appointment));
        statement.setInt(index + 2, version - 1);
        return index + 3;
    }

    int nextTransition(PreparedStatement statement, int index, UUID appointment, int version, Doer doer, Object time)
            throws SQLException {
        statement.setObject(index, values.id(appointment));
        statement.setInt(index + 1, version);
        statement.setInt(index + 2, version - 1);
        statement.setString(index + 3, doer.kind());
        statement.setString(index + 4, doer.id());
        statement.setObject(index + 5, time);
        return index + 6;
    }

    int event(
            PreparedStatement statement, int index, String type, UUID appointment, Doer doer, String data, Object time)
            throws SQLException {
        statement.setObject(index, values.id(Fresh.id()));
        statement.setObject(index + 1, time);
        statement.setString(index + 2, type);
        statement.setObject(index + 3, values.id(appointment));
        statement.setString(index + 4, doer.kind());
        statement.setString(index + 5, doer.id());
        statement.setString(index + 6, data);
        statement.setString(index + 7, NewBooking.METADATA);
        statement.setObject(index + 8, time);
        return index + 9;
    }

    int counters(PreparedStatement statement, int index, UUID customer, int booked, int confirmed, Object time)
            throws SQLException {
        statement.setInt(index, booked);
        statement.setInt(index + 1, confirmed);
        statement.setInt(index + 2, confirmed);
        statement.setInt(index + 3, booked);
        statement.setInt(index + 4, booked);
        statement.setObject(index + 5, time);
        statement.setObject(index + 6, values.id(customer));
        return index + 7;
    }
}
