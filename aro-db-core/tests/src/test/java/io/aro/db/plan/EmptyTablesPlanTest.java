package io.aro.db.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

/** Every call on empty tables, as in the tests of services, with its statements explained by both planners. */
@BothEngines
class EmptyTablesPlanTest {

    /** The table of holds stays small; a planner may prefer to read all rows. */
    private static final String HOLDS = "legal_holds";

    private final TestDatabase database;
    private final AroDatabase db;

    EmptyTablesPlanTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @Test
    void everyStatementIsServedByAnIndex() {
        assertThat(PublicCalls.all()).allSatisfy(call -> database.assertUsesIndexes(() -> make(call), HOLDS));
    }

    private void make(Call call) {
        try {
            call.action().accept(db);
        } catch (RuntimeException e) {
            // The row is missing; the statements sent before the refusal are enough.
        }
    }
}
