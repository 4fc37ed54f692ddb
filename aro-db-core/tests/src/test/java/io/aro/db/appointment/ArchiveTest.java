package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Archived appointments: unchanged, and hidden from the lists. */
@BothEngines
class ArchiveTest {

    private final AroDatabase db;
    private final TestDatabase database;
    private final TestClock clock;
    private final UUID ada;

    ArchiveTest(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        this.clock = clock;
        this.ada = Given.customer(db, 1).id();
    }

    @Test
    @DisplayName("i: archiving marks 600 old completed appointments, keeps their notes and changes nothing else")
    void keepsNotesAndEverythingElse() throws SQLException {
        db.useTransaction(tx -> {
            for (int i = 0; i < 600; i++) {
                end(tx.appointments(), COMPLETED);
            }
            for (int i = 0; i < 50; i++) {
                end(tx.appointments(), CANCELLED);
                end(tx.appointments(), BOOKED);
            }
        });
        Instant cutoff = clock.advance(Duration.ofDays(180));
        end(db.appointments(), COMPLETED);
        String others = "SELECT id, notes, status, updated_at FROM appointments";
        var before = Rows.query(database, others);

        int archived = db.appointments().archiveCompleted(cutoff);

        assertThat(archived).isEqualTo(600);
        assertThat(Rows.number(
                        database,
                        "SELECT count(*) FROM appointments WHERE archived_at IS NOT NULL AND status = 'completed'"))
                .isEqualTo(600);
        assertThat(Rows.number(database, "SELECT count(*) FROM appointments WHERE archived_at IS NOT NULL"))
                .isEqualTo(600);
        assertThat(Rows.query(database, others)).isEqualTo(before);
        assertThat(db.appointments().archiveCompleted(cutoff)).isZero();
    }

    @Test
    void letsNothingChangeAnArchivedAppointment() throws SQLException {
        UUID id = end(db.appointments(), COMPLETED);
        clock.advance(Duration.ofDays(1));
        db.appointments().archiveCompleted(clock.instant());
        var before = Rows.dump(database);

        assertArchived(() -> db.appointments().updateStatus(id, IN_PROGRESS, DESK));
        assertArchived(() -> db.appointments().correct(id, Correction.DID_NOT_COME, DESK.withReason("not here")));
        assertArchived(() -> db.appointments().update(id, Changes.set(APPOINTMENTS.NOTES, "[ARCHIVED]")));
        assertArchived(() -> db.appointments().requestDeposit(id, BigDecimal.TEN, Actor.user("desk")));
        assertArchived(() -> db.appointments().payDeposit(id, "pay-1", Actor.webhook("stripe")));
        assertArchived(() -> db.appointments().reschedule(id, NewSlot.at(Given.MAY), DESK));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void isFoundByItsIdAndAmongTheArchivedOnly() {
        UUID id = end(db.appointments(), COMPLETED);
        Instant at = clock.advance(Duration.ofDays(1));

        db.appointments().archiveCompleted(at);

        Appointment archived = db.appointments().getById(id);
        assertThat(archived.archivedAt()).isEqualTo(at);
        assertThat(archived.notes()).isEqualTo("first visit");
        assertThat(db.appointments().findByCustomerId(ada)).isEmpty();
        assertThat(db.appointments().findArchivedByCustomerId(ada, 10)).containsExactly(archived);
    }

    @Test
    void aCompletedAppointmentTakesNotesAndKeepsTheCostThatWasCounted() {
        UUID id = end(db.appointments(), COMPLETED);
        BigDecimal cost = db.appointments().getById(id).serviceCost();

        db.appointments().update(id, Changes.set(APPOINTMENTS.NOTES, "came with her sister"));
        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() ->
                        db.appointments().update(id, Changes.set(APPOINTMENTS.SERVICE_COST, cost.add(BigDecimal.ONE))))
                .withMessageContaining("is completed and its cost is counted")
                .withMessageNotContaining("archived");

        assertThat(db.appointments().getById(id).notes()).isEqualTo("came with her sister");
        assertThat(db.appointments().getById(id).serviceCost()).isEqualByComparingTo(cost);
    }

    @Test
    void anArchivedAppointmentThatWasCompletedIsRefusedAsArchived() {
        UUID id = end(db.appointments(), COMPLETED);
        clock.advance(Duration.ofDays(1));
        db.appointments().archiveCompleted(clock.instant());

        assertArchived(() -> db.appointments().update(id, Changes.set(APPOINTMENTS.SERVICE_COST, BigDecimal.TEN)));
    }

    private static void assertArchived(ThrowingCallable call) {
        assertThatExceptionOfType(RefusedChangeException.class).isThrownBy(call).withMessageContaining("archived");
    }

    private UUID end(AppointmentRepository appointments, AppointmentStatus status) {
        UUID id = appointments.create(visit(ada).withNotes("first visit")).id();
        switch (status) {
            case COMPLETED -> {
                appointments.updateStatus(id, IN_PROGRESS, DESK);
                appointments.updateStatus(id, COMPLETED, DESK);
            }
            case CANCELLED -> appointments.updateStatus(id, CANCELLED, DESK);
            case BOOKED, CONFIRMED, RESCHEDULED, NO_SHOW, IN_PROGRESS -> {}
        }
        return id;
    }
}
