package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchException;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Refusals of illegal histories by the schema itself, for SQL that bypasses the library. */
@BothEngines
class ForgedHistoryTest {

    private final AroDatabase db;
    private final TestDatabase database;
    private final UUID id;

    /** Creates a history with a booking as number 1 and a confirmation as number 2. */
    ForgedHistoryTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.id = Given.booked(db, 1).id();
        db.appointments().updateStatus(id, CONFIRMED, DESK);
    }

    @Test
    void acceptsALegalMoveSoThatTheRefusalsBelowAreAboutTheRules() {
        assertThatCode(() ->
                        execute(move("in_progress", 3), giveWay(2), transition(3, "2", "'confirmed'", "in_progress")))
                .doesNotThrowAnyException();

        assertThat(db.appointments().transitionsOf(id)).hasSize(3);
    }

    @Test
    void refusesAnEdgeThatTheRulesDoNotHave() throws SQLException {
        assertRefused(
                giveWay(2),
                transition(3, "2", "'confirmed'", "completed"),
                "UPDATE appointments SET status = 'completed', completed_at = updated_at, version = 3");
    }

    @Test
    void refusesALegalEdgeFromAStatusTheAppointmentIsNotIn() throws SQLException {
        assertRefused(
                giveWay(2),
                transition(3, "2", "'in_progress'", "completed"),
                "UPDATE appointments SET status = 'completed', completed_at = updated_at, version = 3");
    }

    @Test
    void refusesAGap() throws SQLException {
        assertRefused(giveWay(2), transition(4, "3", "'confirmed'", "cancelled"));
        assertRefused(transition(4, "2", "'confirmed'", "cancelled"));
        assertRefused("UPDATE appointment_transitions SET last = FALSE, next_sequence = 4 WHERE sequence = 2");
    }

    @Test
    void refusesAFork() throws SQLException {
        assertRefused(transition(2, "1", "'booked'", "cancelled"));
        assertRefused(transition(3, "1", "'booked'", "cancelled"));
    }

    @Test
    void refusesALegalMoveThatTheAppointmentDoesNotMake() throws SQLException {
        assertRefused(transition(3, "2", "'confirmed'", "cancelled"));
        assertRefused(giveWay(2), transition(3, "2", "'confirmed'", "cancelled"));
    }

    @Test
    void refusesAnEndThatIsNone() throws SQLException {
        assertRefused(giveWay(2));
        assertRefused("UPDATE appointment_transitions SET last = FALSE WHERE sequence = 2");
        assertRefused("UPDATE appointment_transitions SET last = TRUE WHERE sequence = 1");
        assertRefused("UPDATE appointment_transitions SET last = TRUE, next_sequence = NULL WHERE sequence = 1");
        assertRefused("UPDATE appointments SET at_last_transition = FALSE");
    }

    @Test
    void refusesAWayOutOfATerminalStatusThatIsNoCorrection() throws SQLException {
        db.appointments().updateStatus(id, CANCELLED, DESK);

        assertRefused(
                giveWay(3),
                transition(4, "3", "'cancelled'", "booked"),
                "UPDATE appointments SET status = 'booked', version = 4");
    }

    @Test
    void refusesACorrectionThatSaysNotWhyOrThatTheRulesDoNotHave() throws SQLException {
        db.appointments().updateStatus(id, CANCELLED, DESK);

        assertRefused("UPDATE appointment_transitions SET correction = TRUE WHERE sequence = 3");
        assertRefused("UPDATE appointment_transitions SET correction = TRUE, reason = 'x' WHERE sequence = 3");
    }

    @Test
    void refusesASecondBeginning() throws SQLException {
        assertRefused(transition(1, "NULL", "NULL", "booked"));
        assertRefused(transition(3, "NULL", "NULL", "booked"));
    }

    @Test
    void refusesAHistoryThatDoesNotBeginWithABooking() throws SQLException {
        assertRefused(
                "DELETE FROM appointment_transitions WHERE sequence = 2",
                "DELETE FROM appointment_transitions WHERE sequence = 1",
                transition(1, "NULL", "NULL", "confirmed"),
                "UPDATE appointments SET version = 1");
    }

    @Test
    void refusesToRewriteAMove() throws SQLException {
        assertRefused("UPDATE appointment_transitions SET to_status = 'cancelled' WHERE sequence = 2");
        assertRefused("UPDATE appointment_transitions SET from_status = 'rescheduled' WHERE sequence = 2");
        assertRefused("UPDATE appointment_transitions SET to_status = 'confirmed' WHERE sequence = 1");
    }

    @Test
    void refusesToRemoveTheLastMove() throws SQLException {
        assertRefused("DELETE FROM appointment_transitions WHERE sequence = 2");
    }

    @Test
    void refusesToRemoveAMoveFromTheMiddle() throws SQLException {
        assertRefused("DELETE FROM appointment_transitions WHERE sequence = 1");
    }

    @Test
    void refusesAMoveOfNoAppointment() throws SQLException {
        assertRefused(
                transition(1, "NULL", "NULL", "booked").replace(id.toString(), "01890000-0000-7000-8000-000000000000"));
    }

    @Test
    void refusesAStatusWithoutItsMove() throws SQLException {
        assertRefused("UPDATE appointments SET status = 'no_show'");
        assertRefused("UPDATE appointments SET status = 'no_show', version = 3");
        assertRefused("UPDATE appointments SET version = 1");
    }

    @Test
    void refusesAnAppointmentWithoutItsFirstMove() throws SQLException {
        assertRefused("INSERT INTO appointments (customer_id, date, duration, service_type, service_cost)"
                + " SELECT customer_id, date, 30, 'Check', 0 FROM appointments");
    }

    @Test
    void refusesToChangeARuleThatIsInUse() throws SQLException {
        assertRefused("DELETE FROM allowed_transitions WHERE to_status = 'confirmed'");
    }

    /** Returns the statement that moves the appointment. */
    private String move(String to, int version) {
        String former = database.engine().isPostgres()
                ? "previous_status || status"
                : "json_insert(previous_status, '$[#]', status)";
        return String.format(
                Locale.ROOT,
                "UPDATE appointments SET previous_status = %s, status = '%s', version = %s, completed_at = updated_at",
                former,
                to,
                version);
    }

    /** Returns the statement that ends the numbered move's role as the last. */
    private static String giveWay(int sequence) {
        return "UPDATE appointment_transitions SET last = FALSE, next_sequence = sequence + 1 WHERE sequence = "
                + sequence;
    }

    private String transition(int sequence, String previous, String from, String to) {
        return String.format(
                Locale.ROOT,
                "INSERT INTO appointment_transitions"
                        + " (appointment_id, sequence, previous_sequence, from_status, to_status, actor, occurred_at)"
                        + " VALUES ('%s', %s, %s, %s, '%s', 'user', '2026-03-02 15:04:05.000000+00:00')",
                id,
                sequence,
                previous,
                from,
                to);
    }

    /** Asserts a refusal by the statement or, for deferred rules, by the commit. */
    private void assertRefused(String... sql) throws SQLException {
        var before = Rows.dump(database);

        Exception refused = catchException(() -> execute(sql));

        assertThat(refused).as("%s", String.join("; ", sql)).isNotNull();
        assertThat(VendorErrors.translate(refused)).isInstanceOf(ConstraintViolationException.class);
        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    private void execute(String... sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                for (String one : sql) {
                    statement.execute(one);
                }
                connection.commit();
            } finally {
                connection.rollback();
            }
        }
    }
}
