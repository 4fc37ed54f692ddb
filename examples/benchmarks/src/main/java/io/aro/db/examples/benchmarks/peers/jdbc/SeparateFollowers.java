package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.appointment.Appointment;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.jdbc.Preparation.Prepared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Followers as separate statements: SQLite has no round trips to save. */
final class SeparateFollowers implements Followers {

    private final Preparation preparation;
    private final Parameters parameters;
    private final Sql sql;

    SeparateFollowers(Preparation preparation, Parameters parameters, Sql sql) {
        this.preparation = preparation;
        this.parameters = parameters;
        this.sql = sql;
    }

    /** A binder of all parameters of a statement. */
    @FunctionalInterface
    private interface Binder {

        void bind(PreparedStatement statement) throws SQLException;
    }

    @Override
    public void afterBooking(Connection connection, Appointment booked, NewBooking values, Object time)
            throws SQLException {
        UUID id = booked.id();
        run(connection, Sql.FIRST_TRANSITION, statement -> parameters.firstTransition(statement, 1, id, time));
        String data = values.eventData();
        run(
                connection,
                sql.event,
                statement -> parameters.event(statement, 1, "appointment.created", id, Doer.SYSTEM, data, time));
        count(connection, values.customerId(), 1, 0, time);
    }

    @Override
    public void afterConfirmation(Connection connection, Appointment confirmed, Doer doer, Object time)
            throws SQLException {
        UUID id = confirmed.id();
        int version = confirmed.version();
        run(connection, Sql.LAST_TRANSITION_ENDS, statement -> parameters.endOfTransition(statement, 1, id, version));
        run(
                connection,
                Sql.NEXT_TRANSITION,
                statement -> parameters.nextTransition(statement, 1, id, version, doer, time));
        String data = Followers.confirmationData(confirmed);
        run(
                connection,
                sql.event,
                statement -> parameters.event(statement, 1, "appointment.confirmed", id, doer, data, time));
        count(connection, confirmed.customerId(), 0, 1, time);
    }

    private void count(Connection connection, UUID customer, int booked, int confirmed, Object time)
            throws SQLException {
        run(
                connection,
                sql.counters,
                statement -> parameters.counters(statement, 1, customer, booked, confirmed, time));
    }

    private void run(Connection connection, String text, Binder binder) throws SQLException {
        try (Prepared prepared = preparation.prepare(connection, text)) {
            binder.bind(prepared.statement());
            prepared.statement().executeUpdate();
        }
    }
}
