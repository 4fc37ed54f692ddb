package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sqlite.SQLiteDataSource;

/** Databases without a folder for the native library of SQLite's driver. */
@Execution(ExecutionMode.CONCURRENT)
class TemporaryFolderTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyDoorNamesTheFolderAndThePropertyToSet() {
        Path gone = folder.resolve("gone");

        try (ChildProcess process = ChildProcess.of(
                        Doors.class, folder.resolve("aro.db").toString())
                .option("-Dorg.sqlite.tmpdir=" + gone)
                .option("-Dorg.jooq.no-logo=true")
                .option("-Dorg.jooq.no-tips=true")
                .start()) {
            assertThat(process.rest().lines().filter(line -> line.startsWith("== ")))
                    .hasSize(4)
                    .containsOnly(String.format(
                                    Locale.ROOT,
                                    "== UnavailableException: SQLite's driver unpacks its library into %s, which is not a",
                                    gone)
                            + " folder; create it, or name another folder by -Dorg.sqlite.tmpdir=<folder>.");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void noStackTraceIsLoggedByTheDoorsThatAreOurs() {
        try (ChildProcess process = ChildProcess.of(
                        Doors.class, folder.resolve("aro.db").toString())
                .option("-Dorg.sqlite.tmpdir=" + folder.resolve("gone"))
                .start()) {
            assertThat(process.rest().lines().takeWhile(line -> !line.equals("over")))
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("== "));
        }
    }

    /** A program printing the result of every entry point. */
    static final class Doors {

        private Doors() {}

        public static void main(String[] arguments) {
            Path file = Path.of(arguments[0]);
            for (Runnable door : List.<Runnable>of(
                    () -> AroDatabase.sqlite(file),
                    AroDatabase::inMemory,
                    () -> Migrator.of("jdbc:sqlite:" + file).migrate())) {
                attempt(door);
            }
            System.out.println("over");
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:sqlite:" + file);
            attempt(() -> AroDatabase.over(DSL.using(source, SQLDialect.SQLITE))
                    .customers()
                    .findByPhone("+15551234567"));
        }

        private static void attempt(Runnable door) {
            try {
                door.run();
                System.out.println("== opened");
            } catch (AroDatabaseException e) {
                System.out.println("== " + e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }
}
