package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.appointment.Appointment;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.jdbc.Preparation.Prepared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Followers in one round trip: the driver of PostgreSQL pipelines the statements of one prepared text. */
final class PipelinedFollowers implements Followers {

    private final Preparation preparation;
    private final Parameters parameters;
    private final String booking;
    private final String confirmation;

    PipelinedFollowers(Preparation preparation, Parameters parameters, Sql sql) {
        this.preparation = preparation;
        this.parameters = parameters;
        this.booking = String.join(";", Sql.FIRST_TRANSITION, sql.event, sql.counters);
        this.confirmation = String.join(";", Sql.LAST_TRANSITION_ENDS, Sql.NEXT_TRANSITION, sql.event, sql.counters);
    }

    @Override
    public void afterBooking(Connection connection, Appointment booked, NewBooking values, Object time)
            throws SQLException {
        try (Prepared prepared = preparation.prepare(connection, booking)) {
            PreparedStatement statement = prepared.statement();
            int index = parameters.firstTransition(statement, 1, booked.id(), time);
            index = parameters.event(
                    statement, index, "appointment.created", booked.id(), Doer.SYSTEM, values.eventData(), time);
            parameters.counters(statement, index, values.customerId(), 1, 0, time);
            statement.execute();
        }
    }

    @Override
    public void afterConfirmation(Connection connection, Appointment confirmed, Doer doer, Object time)
            throws SQLException {
        try (Prepared prepared = preparation.prepare(connection, confirmation)) {
            PreparedStatement statement = prepared.statement();
            int version = confirmed.version();
            int index = parameters.endOfTransition(statement, 1, confirmed.id(), version);
            index = parameters.nextTransition(statement, index, confirmed.id(), version, doer, time);
            String data = Followers.confirmationData(confirmed);
            index = parameters.event(statement, index, "appointment.confirmed", confirmed.id(), doer, data, time);
            parameters.counters(statement, index, confirmed.customerId(), 0, 1, time);
            statement.execute();
        }
    }
}
