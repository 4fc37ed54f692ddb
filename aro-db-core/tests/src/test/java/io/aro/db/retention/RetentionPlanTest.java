package io.aro.db.retention;

import static io.aro.db.testkit.builder.Builders.aLegalHold;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans on SQLite, independent of row counts; PostgreSQL reads a small table whole. */
@BothEngines(Engine.SQLITE)
class RetentionPlanTest {

    private static final String[] SMALL = {"legal_holds", "erasures", "erasure_secrets", "archive_segments"};

    private final AroDatabase db;
    private final TestDatabase database;
    private final TestClock clock;

    RetentionPlanTest(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        this.clock = clock;
    }

    @Test
    void everyStatementIsServedByAnIndex(@TempDir Path folder) throws Exception {
        OldClinic.fill(db, clock, 3);
        aLegalHold().insert(db);
        RetentionService retention = database.open(clock).retention(FileArchive.in(folder));

        List<Plan> plans = database.assertUsesIndexes(
                () -> {
                    retention.dryRun(RetentionPolicy.defaults());
                    retention.run(RetentionPolicy.defaults());
                    retention.archive().verify();
                },
                SMALL);

        assertThat(plans).hasSizeGreaterThan(10);
    }
}
