package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.internal.session.Polling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SeveralMigratorsTest {

    private static final int MIGRATORS = 8;
    private static final long SPILLED_BYTES = 2_000_000;

    @TempDir
    Path directory;

    @Test
    void eightProcessesMigratingOneFreshFileAllSucceed() {
        SqliteProbe probe = new SqliteProbe(directory.resolve("aro.db"));
        List<ChildJvm> children = new ArrayList<>();

        try {
            for (int i = 0; i < MIGRATORS; i++) {
                children.add(ChildJvm.start(MigratingProgram.class, probe.url()));
            }
            children.forEach(child -> assertThat(child.readLine()).isEqualTo("ready"));
            children.forEach(child -> child.tell("go"));
            List<String> answers = children.stream().map(ChildJvm::readAll).toList();

            int latest = Migrator.of(probe.url()).status().latestVersion();
            assertThat(answers)
                    .containsOnlyOnce("applied " + latest)
                    .filteredOn("applied 0"::equals)
                    .hasSize(MIGRATORS - 1);
            Migrator.of(probe.url()).validate();
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    @Test
    void eightThreadsMigratingOneFreshFileAllSucceed() throws Exception {
        SqliteProbe probe = new SqliteProbe(directory.resolve("aro.db"));
        CyclicBarrier start = new CyclicBarrier(MIGRATORS);
        Callable<Integer> migrate = () -> {
            start.await();
            return Migrator.of(probe.url()).migrate().applied().size();
        };

        List<Integer> applied = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(MIGRATORS)) {
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(MIGRATORS, migrate))) {
                applied.add(answer.get());
            }
        }

        assertThat(applied).containsOnlyOnce(Migrator.of(probe.url()).status().latestVersion());
        assertThat(applied).filteredOn(count -> count == 0).hasSize(MIGRATORS - 1);
        Migrator.of(probe.url()).validate();
    }

    @Test
    void killedInMidMigrationThenMigratesAgain() {
        SqliteProbe probe = new SqliteProbe(directory.resolve("aro.db"));
        Path writeAheadLog = directory.resolve("aro.db-wal");
        try (ScratchSet scratch = new ScratchSet(directory.resolve("scripts"))) {
            scratch.up("V1__first.sql", "CREATE TABLE first (id INTEGER);").up("V2__slow.sql", """
                            CREATE TABLE slow (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
                            WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 400000)
                            INSERT INTO slow SELECT id, hex(randomblob(50)) FROM n;
                            """);

            // At the kill, half of the second migration is in the log: it exceeds SQLite's cache.
            try (ChildJvm child = ChildJvm.start(
                    MigratingProgram.class,
                    probe.url(),
                    directory.resolve("scripts").toString())) {
                assertThat(child.readLine()).isEqualTo("ready");
                child.tell("go");
                new Polling(Duration.ofMinutes(2), Duration.ofMillis(1))
                        .until(() -> sizeOf(writeAheadLog) > SPILLED_BYTES, "The child does not migrate.");
                assertThat(child.isAlive()).isTrue();
                child.kill();
            }
            assertThat(probe.tables()).contains("first").doesNotContain("slow");
            MigrationReport report =
                    Migrator.of(probe.url()).with(scratch.set()).migrate();

            assertThat(report.fromVersion()).isEqualTo(1);
            assertThat(report.toVersion()).isEqualTo(2);
            assertThat(probe.text("SELECT count(*) FROM slow")).isEqualTo("400000");
        }
    }

    /** Returns the size of the file in bytes; 0 for an absent file. */
    private static long sizeOf(Path file) {
        return file.toFile().length();
    }
}
