package io.aro.db.hold;

import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.event.Actor;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.interleaving.Interleaving;
import io.aro.db.testkit.interleaving.Player;
import io.aro.db.testkit.interleaving.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hold beside a deletion, each in a longer transaction. */
@BothEngines
@Timeout(240)
class HoldRaceTest {

    private static final Actor COUNSEL = Actor.admin("counsel");

    private final TestDatabase database;
    private final AroDatabase db;

    HoldRaceTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @Test
    void aHoldWaitsForTheTransactionThatDeletes() {
        Appointment visit = anAppointment().insert(db);
        try (Interleaving together = Interleaving.of(database);
                Player desk = together.player("the desk");
                Player counsel = together.player("the counsel")) {
            desk.begin();
            desk.run(tx -> tx.appointments().delete(visit.id()));

            Step hold = placesAHold(counsel, visit);
            hold.assertBlocked();
            desk.rollback();
            hold.assertDone();
            counsel.commit();
        }

        assertThat(db.appointments().findById(visit.id())).isPresent();
        assertThat(db.legalHolds().find(visit.customerId())).isPresent();
    }

    @Test
    void aDeletionWaitsForTheTransactionThatPlacesAHoldAndIsRefused() {
        Appointment visit = anAppointment().insert(db);
        try (Interleaving together = Interleaving.of(database);
                Player counsel = together.player("the counsel");
                Player desk = together.player("the desk")) {
            counsel.begin();
            counsel.run(tx -> tx.legalHolds().create(visit.customerId(), "case 7", COUNSEL));

            Step deletion = deletes(desk, visit);
            deletion.assertBlocked();
            counsel.commit();
            deletion.assertFails(RefusedChangeException.class);
        }

        assertThat(db.appointments().findById(visit.id())).isPresent();
    }

    /** Returns the step of placing a hold. On SQLite its transaction waits before the begin. */
    private static Step placesAHold(Player counsel, Appointment visit) {
        counsel.startToBegin();
        return counsel.start(tx -> tx.legalHolds().create(visit.customerId(), "case 7", COUNSEL));
    }

    private static Step deletes(Player desk, Appointment visit) {
        desk.startToBegin();
        return desk.start(tx -> tx.appointments().delete(visit.id()));
    }
}
