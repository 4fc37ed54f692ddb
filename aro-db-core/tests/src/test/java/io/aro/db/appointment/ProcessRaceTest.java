package io.aro.db.appointment;

import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Histories;
import io.aro.db.fixture.RacingProcess;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conflicting moves of the same appointments by four processes on one SQLite file. */
@BothEngines(Engine.SQLITE)
@Timeout(120)
class ProcessRaceTest {

    private static final AppointmentStatus[] TARGETS = {CANCELLED, NO_SHOW, CONFIRMED, IN_PROGRESS};
    private static final int ROUNDS = Effort.of(30, 200);

    private final AroDatabase db;
    private final TestDatabase database;
    private final UUID ada;

    ProcessRaceTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.ada = Given.customer(db, 1).id();
    }

    @Test
    void letsOneOfTwoExclusiveMovesOfFourProcessesWin() throws Exception {
        List<RacingProcess> racers = new ArrayList<>();
        try {
            for (AppointmentStatus target : TARGETS) {
                racers.add(RacingProcess.start(database, target));
            }
            for (int round = 0; round < ROUNDS; round++) {
                UUID id = db.appointments().create(visit(ada)).id();

                for (RacingProcess racer : racers) {
                    racer.order(id);
                }
                List<AppointmentStatus> made = new ArrayList<>();
                for (int i = 0; i < TARGETS.length; i++) {
                    if (racers.get(i).hasMoved()) {
                        made.add(TARGETS[i]);
                    }
                }

                assertThat(made).containsAnyOf(CANCELLED, NO_SHOW).doesNotContainSequence(CANCELLED, NO_SHOW);
                assertThat(db.appointments().getById(id).version()).isEqualTo(1 + made.size());
                Histories.assertReplays(db, id);
            }
        } finally {
            racers.forEach(RacingProcess::close);
        }
        Histories.assertCountsAddUp(db, ada);
    }
}
