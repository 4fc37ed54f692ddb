package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.appointment.Appointment;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import java.sql.Connection;
import java.sql.SQLException;

/** The statements after a change of an appointment: transitions, event and counters. */
interface Followers {

    /** Writes the first transition, the event and the counters of a booking. */
    void afterBooking(Connection connection, Appointment booked, NewBooking booking, Object time) throws SQLException;

    /** Writes the transition, the event and the counters of a confirmation. */
    void afterConfirmation(Connection connection, Appointment confirmed, Doer doer, Object time) throws SQLException;

    /** Returns the data of the event of a confirmation. */
    static String confirmationData(Appointment confirmed) {
        return "{\"from\":\"booked\",\"to\":\"confirmed\",\"version\":" + confirmed.version() + "}";
    }
}
