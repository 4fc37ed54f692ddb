package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A second rule table, in the words of the specification, compared with the library and the schema. */
@BothEngines
@Tag("contract")
class StatusMatrixTest {

    private static final List<String> ALLOWED = List.of(
            "booked|cancelled",
            "booked|confirmed",
            "booked|in_progress",
            "booked|no_show",
            "booked|rescheduled",
            "confirmed|cancelled",
            "confirmed|in_progress",
            "confirmed|no_show",
            "confirmed|rescheduled",
            "in_progress|completed",
            "in_progress|no_show",
            "rescheduled|booked");

    private static final List<String> CORRECTIONS =
            List.of("cancelled|booked", "completed|no_show", "no_show|booked", "no_show|completed");

    private final AroDatabase db;
    private final TestDatabase database;

    StatusMatrixTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void holdsTheSameRulesInCodeAndInTheDatabase() throws SQLException {
        List<String> ofCode = new ArrayList<>();
        for (AppointmentStatus from : AppointmentStatus.values()) {
            AppointmentStateMachine.allowedFrom(from).forEach(to -> ofCode.add(from.literal() + "|" + to.literal()));
        }

        assertThat(ofCode).containsExactlyInAnyOrderElementsOf(ALLOWED);
        assertThat(Rows.query(database, "SELECT from_status, to_status FROM allowed_transitions WHERE NOT correction"))
                .containsExactlyElementsOf(ALLOWED);
    }

    @Test
    void holdsTheSameCorrectionsInCodeAndInTheDatabase() throws SQLException {
        List<String> ofCode = Arrays.stream(Correction.values())
                .map(correction ->
                        correction.from().literal() + "|" + correction.to().literal())
                .toList();

        assertThat(ofCode).containsExactlyInAnyOrderElementsOf(CORRECTIONS);
        assertThat(Rows.query(database, "SELECT from_status, to_status FROM allowed_transitions WHERE correction"))
                .containsExactlyElementsOf(CORRECTIONS);
    }

    @Test
    void drawsTheSameRulesInTheDiagram() {
        List<String> drawn = new ArrayList<>();
        AppointmentStateMachine.diagram().lines().skip(1).map(String::strip).forEach(drawn::add);

        List<String> expected = new ArrayList<>(List.of("[*] --> booked"));
        ALLOWED.forEach(pair -> expected.add(pair.replace("|", " --> ")));
        List.of("cancelled", "no_show", "completed").forEach(end -> expected.add(end + " --> [*]"));
        expected.add("cancelled --> booked : correction reinstate_cancelled");
        expected.add("no_show --> booked : correction reinstate_missed");
        expected.add("no_show --> completed : correction came_after_all");
        expected.add("completed --> no_show : correction did_not_come");
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void holdsTheSameStatusesInCodeAndInTheDatabase() throws SQLException {
        List<String> ofCode = Arrays.stream(AppointmentStatus.values())
                .map(AppointmentStatus::literal)
                .toList();

        if (database.engine().isPostgres()) {
            assertThat(
                            Rows.query(
                                    database,
                                    "SELECT string_agg(label::text, ',' ORDER BY place) FROM"
                                            + " unnest(enum_range(NULL::appointment_status)) WITH ORDINALITY AS e (label, place)"))
                    .containsExactly(String.join(",", ofCode));
        } else {
            String quoted = "'" + String.join("', '", ofCode) + "'";
            assertThat(Rows.query(database, "SELECT sql FROM sqlite_schema WHERE name = 'appointments'"))
                    .singleElement()
                    .asString()
                    .contains("CHECK (status IN (" + quoted + "))");
        }
    }

    @ParameterizedTest
    @EnumSource(AppointmentStatus.class)
    void movesToEveryStatusTheRulesAllowAndToNoOther(AppointmentStatus from) {
        UUID customer = Given.customer(db, 1).id();
        for (AppointmentStatus to : AppointmentStatus.values()) {
            Appointment visit = Given.in(db, customer, from);
            boolean allowed = ALLOWED.contains(from.literal() + "|" + to.literal());

            assertThat(db.appointments().canTransition(from, to)).isEqualTo(allowed);
            if (allowed) {
                assertMoves(visit, to);
            } else {
                assertRefuses(visit, to);
            }
        }
    }

    private void assertMoves(Appointment visit, AppointmentStatus to) {
        Appointment moved = db.appointments().updateStatus(visit.id(), to, DESK);

        assertThat(moved.status()).isEqualTo(to);
        assertThat(moved.version()).isEqualTo(visit.version() + 1);
        assertThat(db.appointments().getById(visit.id())).isEqualTo(moved);
    }

    private void assertRefuses(Appointment visit, AppointmentStatus to) {
        assertThatExceptionOfType(IllegalTransitionException.class)
                .as("%s to %s", visit.status(), to)
                .isThrownBy(() -> db.appointments().updateStatus(visit.id(), to, DESK))
                .satisfies(refused -> {
                    assertThat(refused.appointmentId()).isEqualTo(visit.id());
                    assertThat(refused.from()).isEqualTo(visit.status());
                    assertThat(refused.to()).isEqualTo(to);
                    assertThat(refused.allowed()).isEqualTo(AppointmentStateMachine.allowedFrom(visit.status()));
                });
        assertThat(db.appointments().getById(visit.id())).isEqualTo(visit);
        assertThat(db.appointments().transitionsOf(visit.id())).hasSize(visit.version());
    }
}
