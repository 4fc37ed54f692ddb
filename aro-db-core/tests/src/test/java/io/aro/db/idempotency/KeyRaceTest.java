package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.RacingDeliveries;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Answered;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two deliveries of each of 500 keys by four processes with 32 threads each, with randomly failing handlers. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(300)
class KeyRaceTest {

    private static final int PROCESSES = 4;

    private final TestDatabase database;
    private final AroDatabase db;

    KeyRaceTest(TestDatabase database) {
        this.database = database;
        this.db = database.open(InstantSource.system());
    }

    @Test
    void givesEveryKeyOneEffectAndEveryFenceOneOwner() throws Exception {
        List<String> told = race();
        RacingDeliveries last = new RacingDeliveries(db, told::add);

        for (int key = 0; key < RacingDeliveries.KEYS; key++) {
            assertThat(last.deliver(key, null)).isInstanceOf(Answered.class);
        }

        assertThat(told).noneMatch(line -> line.startsWith("failure"));
        assertThat(told).filteredOn(line -> line.startsWith("claimed")).doesNotHaveDuplicates();
        assertThat(told)
                .filteredOn(line -> line.startsWith("completed"))
                .extracting(line -> line.split(" ")[1])
                .doesNotHaveDuplicates()
                .hasSize(RacingDeliveries.KEYS);
        RacingDeliveries.assertOneEffectEach(database, RacingDeliveries.KEYS);
        assertThat(Rows.number(database, effectsOutside("e.fence > k.fence OR e.fence < 1")))
                .isZero();
    }

    private List<String> race() {
        List<ChildProcess> processes = new ArrayList<>();
        try {
            for (int number = 0; number < PROCESSES; number++) {
                processes.add(
                        RacingDeliveries.start(RacingDeliveries.command(number).on(database)));
            }
            return RacingDeliveries.finish(processes);
        } finally {
            processes.forEach(ChildProcess::close);
        }
    }

    /**
     * Returns a query that counts wrong effects. An atomic key has the final fencing token of its row, a leased key
     * perhaps an earlier token.
     */
    private String effectsOutside(String condition) {
        return "SELECT count(*) FROM (SELECT data ->> 'key' AS key, CAST(data ->> 'fence' AS bigint) AS fence FROM events)"
                + " AS e JOIN idempotency_keys k ON k.key = e.key WHERE " + condition
                + " OR (k.source = 'atomic' AND e.fence <> k.fence)";
    }
}
