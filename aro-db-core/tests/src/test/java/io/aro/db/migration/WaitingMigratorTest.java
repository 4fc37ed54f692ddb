package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.internal.session.ConnectionSource;
import io.aro.db.migration.internal.session.MigrationSession;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import io.aro.db.testkit.process.ChildProcess;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A migrator that waits for the migration lock and logs the holder. */
@BothEngines
@Timeout(120)
class WaitingMigratorTest {

    private static final int LATEST =
            MigrationSet.aro().sqliteScripts().getLast().version();

    @Test
    void saysWhoHoldsTheLockAndThenMigrates(@Unmigrated TestDatabase database) {
        try (MigrationSession holder = ConnectionSource.of(database.jdbcUrl(), database.user(), database.password())
                .open()) {
            ChildProcess waiting = holder.whileLocked(() -> {
                ChildProcess child = AroMigratingProcess.command().on(database).start();

                assertThat(child.nextLine())
                        .matches("INFO io\\.aro\\.db\\.migration\\.Migrator - Waiting to migrate \\S+; lock holder: "
                                + holder(database, holder) + "\\.");
                return child;
            });

            try (waiting) {
                assertThat(waiting.rest()).endsWith("applied " + LATEST);
            }
        }
    }

    private static String holder(TestDatabase database, MigrationSession holder) {
        String moment = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
        return database.engine().isPostgres()
                ? String.format(
                        Locale.ROOT,
                        "session %s \\(aro-db migrate, connected since %s\\)",
                        holder.text("SELECT pg_backend_pid()"),
                        moment)
                : String.format(
                        Locale.ROOT,
                        "process %s \\(since %s\\)",
                        ProcessHandle.current().pid(),
                        moment);
    }
}
