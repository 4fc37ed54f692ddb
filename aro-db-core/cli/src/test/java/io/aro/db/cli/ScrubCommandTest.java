package io.aro.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

@BothEngines
class ScrubCommandTest {

    private final TestDatabase database;

    ScrubCommandTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void writesSqliteAnewAndPointsToTheVacuumOfPostgres() {
        Run run = Run.of("scrub", database);

        if (database.engine().isPostgres()) {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("run VACUUM");
        } else {
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("The files are rewritten");
        }
    }
}
