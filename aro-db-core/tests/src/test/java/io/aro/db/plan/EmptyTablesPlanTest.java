package io.aro.db.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

/** Makes every call in tables without rows, as the tests of services do, and asks both planners about what is sent. */
@BothEngines
class EmptyTablesPlanTest {

    /** Holds stay few, so that a planner may rather read them all. */
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
            // What it is about is not there; what it has sent until then is asked about.
        }
    }
}
