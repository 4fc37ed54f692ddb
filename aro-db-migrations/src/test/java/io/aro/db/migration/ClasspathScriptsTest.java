package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.ClasspathScripts.Script;
import io.aro.db.migration.internal.session.ConnectionSource;
import io.aro.db.migration.internal.session.DatabaseEngine;
import io.aro.db.migration.internal.session.MigrationSession;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClasspathScriptsTest {

    private static final String SQL = "CREATE TABLE first (id INTEGER);";

    @TempDir
    Path directory;

    @Test
    void readsTheScriptsOfTheLibraryAsFlywayDoes() {
        assertThat(ClasspathScripts.of(MigrationSet.aro(), DatabaseEngine.SQLITE))
                .contains(byFlyway(MigrationSet.aro()));
    }

    @ParameterizedTest
    @EnumSource
    void findsTheScriptsOfTheLibraryPlain(DatabaseEngine engine) {
        assertThat(ClasspathScripts.of(MigrationSet.aro(), engine).orElseThrow())
                .extracting(Script::version)
                .startsWith(1, 2, 3)
                .isSorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "a\n\nb", "a\r\nb\r\n", "\uFEFFa\nb", "\u00e4\u20ac\ud83d\ude00", "a\rb", "a\n\n"})
    void countsLinesAsFlywayDoes(String sql) {
        try (ScratchSet scratch = new ScratchSet(directory)) {
            scratch.up("V2__second_one.sql", sql).up("V010__t.sql", SQL);

            assertThat(ClasspathScripts.of(scratch.set(), DatabaseEngine.SQLITE))
                    .contains(byFlyway(scratch.set()));
        }
    }

    @Test
    void seesAnEditAtOnce() {
        try (ScratchSet scratch = new ScratchSet(directory)) {
            scratch.up("V1__first.sql", SQL);
            var before = ClasspathScripts.of(scratch.set(), DatabaseEngine.SQLITE);

            scratch.up("V1__first.sql", SQL + " ");

            assertThat(before).isPresent();
            assertThat(ClasspathScripts.of(scratch.set(), DatabaseEngine.SQLITE))
                    .isPresent()
                    .isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V1.1__first.sql",
                "V0__first.sql",
                "V01__again.sql",
                "V2_second.sql",
                "R__each_time.sql",
                "beforeMigrate.sql",
                "V1__first.sql.conf",
                "V2__second.SQL",
                "deeper/V2__second.sql",
                "Some.class"
            })
    void leavesAFolderThatHoldsAnythingElseToFlyway(String name) {
        try (ScratchSet scratch = new ScratchSet(directory)) {
            scratch.up("V1__first.sql", SQL).up(name, SQL);

            assertThat(ClasspathScripts.of(scratch.set(), DatabaseEngine.SQLITE))
                    .isEmpty();
        }
    }

    @Test
    void leavesScriptsInTwoPlacesToFlyway() throws IOException {
        Path other = directory.resolve("other");
        Files.createDirectories(other.resolve("db/scratch/sqlite"));
        try (ScratchSet scratch = new ScratchSet(directory.resolve("one"))) {
            scratch.up("V1__first.sql", SQL);

            within(
                    other.toUri().toURL(),
                    () -> assertThat(ClasspathScripts.of(scratch.set(), DatabaseEngine.SQLITE))
                            .isEmpty());
        }
    }

    @Test
    void leavesWhatIsNotUtf8ToFlyway() throws IOException {
        try (ScratchSet scratch = new ScratchSet(directory)) {
            scratch.up("V1__first.sql", SQL);
            Files.write(directory.resolve("db/scratch/sqlite/V1__first.sql"), new byte[] {(byte) 0xC3, '\n'});

            assertThat(ClasspathScripts.of(scratch.set(), DatabaseEngine.SQLITE))
                    .isEmpty();
        }
    }

    @Test
    void readsTheScriptsOfAJarAsFlywayDoes() throws IOException {
        Path jar = directory.resolve("scripts.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String folder : List.of("db/", "db/jarred/", "db/jarred/sqlite/")) {
                entries.putNextEntry(new JarEntry(folder));
            }
            entries.putNextEntry(new JarEntry("db/jarred/sqlite/V1__first.sql"));
            entries.write(SQL.getBytes(StandardCharsets.UTF_8));
            entries.putNextEntry(new JarEntry("db/jarred/rollback/sqlite/V1__first.sql"));
        }
        MigrationSet set = new MigrationSet("db/jarred", "jarred_history");

        within(
                jar.toUri().toURL(),
                () -> assertThat(ClasspathScripts.of(set, DatabaseEngine.SQLITE))
                        .contains(byFlyway(set)));
    }

    private static void within(URL place, Runnable work) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {place}, before)) {
            thread.setContextClassLoader(loader);
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Returns the scripts as read by Flyway for an empty database. */
    private static List<Script> byFlyway(MigrationSet set) {
        try (MigrationSession session = ConnectionSource.of("jdbc:sqlite:file:plain?mode=memory", null, null)
                .open()) {
            MigrationInfo[] all =
                    new FlywayRunner(session, set).flyway().load().info().all();
            return Arrays.stream(all)
                    .map(at -> new Script(
                            FlywayRunner.version(at),
                            at.getDescription(),
                            at.getScript(),
                            Objects.requireNonNull(at.getChecksum())))
                    .toList();
        }
    }
}
