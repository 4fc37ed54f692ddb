package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.migration.internal.session.Polling;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import io.aro.db.testkit.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Kills of a migrator that waits for a transaction of the application, with seven migrators waiting behind. */
@BothEngines
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class KilledMigratorTest {

    /** The version before the version that builds an index beside the running application. */
    private static final int BEFORE = 1;

    private static final int LATEST = 3;
    private static final int WAITING_THREADS = 6;
    private static final String INDEX = "V2__index.sql";
    private static final Polling PATIENCE = new Polling(Duration.ofMinutes(1), Duration.ofMillis(20));

    private final TestDatabase database;
    private final Migrator migrator;
    private final Look look;

    @TempDir
    Path directory;

    private ScriptFolder scripts;

    KilledMigratorTest(@Unmigrated TestDatabase database) {
        this.database = database;
        this.look = new Look(database);
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password())
                .with(ScriptFolder.SET);
    }

    @BeforeEach
    void migratesToTheVersionBeforeTheIndex() {
        scripts = new ScriptFolder(directory, database.engine());
        scripts.up(
                "V1__table.sql",
                "CREATE TABLE visits (id INTEGER NOT NULL, day INTEGER); INSERT INTO visits VALUES (1, 20260301);");
        migrator.migrate();
        scripts.up(INDEX, database.engine().isPostgres() ? """
                        DROP INDEX CONCURRENTLY IF EXISTS visits_day;
                        CREATE INDEX CONCURRENTLY visits_day ON visits (day);
                        """ : "CREATE INDEX visits_day ON visits (day);")
                .down(INDEX, "DROP INDEX IF EXISTS visits_day;")
                .up("V3__after.sql", "CREATE TABLE after_it (id INTEGER);");
    }

    @AfterEach
    void close() {
        scripts.close();
    }

    @Test
    void theNextMigratorsGoOnAfterAKillInTheMiddleOfAnIndex() throws Exception {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Callable<Integer> migrate = () -> {
            Thread.currentThread().setContextClassLoader(loader);
            return migrator.migrate().applied().size();
        };
        List<Integer> applied = new ArrayList<>();

        try (Connection application = transactionOnVisits();
                ChildProcess killed = process();
                ExecutorService threads = Executors.newFixedThreadPool(WAITING_THREADS)) {
            PATIENCE.until(this::isWaitingForTheApplication, "The migrator does not come to its index.");
            try (ChildProcess waiting = process()) {
                List<Future<Integer>> others = new ArrayList<>();
                for (int i = 0; i < WAITING_THREADS; i++) {
                    others.add(threads.submit(migrate));
                }
                assertThat(waiting.nextLine()).contains("Waiting to migrate ");
                killed.kill();
                SchemaStatus status = migrator.status();
                application.commit();

                assertThat(status.state()).isEqualTo(State.OUTDATED);
                assertThat(status.summary())
                        .contains("is at version " + BEFORE + " and this library needs version " + LATEST);
                applied.add(appliedBy(waiting));
                for (Future<Integer> other : others) {
                    applied.add(other.get());
                }
            }
        }

        assertThat(applied)
                .hasSize(WAITING_THREADS + 1)
                .containsOnly(0, LATEST - BEFORE)
                .containsOnlyOnce(LATEST - BEFORE);
        migrator.validate();
    }

    @Test
    void aLaterMigratorGoesOnAfterAKillInTheMiddleOfAnIndex() throws SQLException {
        try (Connection application = transactionOnVisits();
                ChildProcess killed = process()) {
            PATIENCE.until(this::isWaitingForTheApplication, "The migrator does not come to its index.");
            killed.kill();
            application.commit();
        }
        MigrationReport report = migrator.migrate();

        assertThat(report.fromVersion()).isEqualTo(BEFORE);
        assertThat(report.toVersion()).isEqualTo(LATEST);
        migrator.validate();
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void theWayBackGoesOnAfterAnIndexThatFailed() {
        // The history after a failure of the script's first statement.
        look.run(String.format(
                Locale.ROOT,
                """
                INSERT INTO %s
                  (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                SELECT installed_rank + 1, '2', 'index', 'SQL', '%s', %d, installed_by, 0, FALSE
                FROM %s ORDER BY installed_rank DESC LIMIT 1
                """,
                ScriptFolder.SET.historyTable(),
                INDEX,
                ScriptFolder.SET.postgresqlScripts().get(BEFORE).checksum(),
                ScriptFolder.SET.historyTable()));

        RollbackReport report = migrator.rollback(BEFORE);

        assertThat(report.undone()).hasSize(1);
        assertThat(migrator.migrate().toVersion()).isEqualTo(LATEST);
        migrator.validate();
    }

    private ChildProcess process() {
        return AroMigratingProcess.command(directory).on(database).start();
    }

    private Connection transactionOnVisits() throws SQLException {
        Connection application = database.dataSource().getConnection();
        application.setAutoCommit(false);
        try (Statement statement = application.createStatement()) {
            statement.execute("UPDATE visits SET day = day");
        }
        return application;
    }

    /**
     * Returns whether the migrator waits. On SQLite a migrator with the lock file is one statement before the write
     * lock.
     */
    private boolean isWaitingForTheApplication() {
        if (database.engine().isPostgres()) {
            return !look.texts("""
                            SELECT pid FROM pg_stat_activity
                            WHERE datname = current_database() AND application_name = 'aro-db migrate'
                              AND wait_event_type = 'Lock' AND query LIKE '%CREATE INDEX CONCURRENTLY%'""").isEmpty();
        }
        try {
            Path lockFile = Path.of(database.jdbcUrl().replaceFirst("^jdbc:sqlite:", "") + ".migrate.lock");
            return Files.size(lockFile) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int appliedBy(ChildProcess migrator) {
        String line = migrator.nextLine();
        while (!line.startsWith("applied ")) {
            line = migrator.nextLine(); // The process logs, too.
        }
        return Integer.parseInt(line.substring("applied ".length()));
    }
}
