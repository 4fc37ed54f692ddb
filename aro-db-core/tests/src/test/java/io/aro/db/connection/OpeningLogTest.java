package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import io.aro.db.testkit.process.ChildCommand;
import io.aro.db.testkit.process.ChildProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The output of a process with a logger at INFO. */
@BothEngines
@Execution(ExecutionMode.CONCURRENT)
class OpeningLogTest {

    private static final int LATEST =
            MigrationSet.aro().sqliteScripts().getLast().version();
    private static final String HEADING = "== ";

    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    OpeningLogTest(@Unmigrated TestDatabase database) {
        this.database = database;
    }

    private Map<String, List<String>> doors(ChildCommand command) {
        Map<String, List<String>> doors = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        try (ChildProcess process = command.on(database).start()) {
            for (String line : process.rest().split("\n", -1)) {
                if (line.startsWith(HEADING) && !line.equals("== failed")) {
                    lines = new ArrayList<>();
                    doors.put(line.substring(HEADING.length()), lines);
                } else {
                    lines.add(line);
                }
            }
        }
        return doors;
    }

    private ChildCommand opening() {
        return ChildProcess.of(OpeningProcess.class, folder.toString());
    }

    @Test
    void oneLineSaysWhatWasMigrated() {
        Map<String, List<String>> doors = doors(opening().option("-Dlogback.configurationFile=opening-logback.xml"));

        assertThat(text(doors, "new")).matches(migrated(name(), "empty") + opened());
        assertThat(text(doors, "again")).matches(opened());
        assertThat(doors.get("current")).isEmpty();
        assertThat(text(doors, "upgrade")).matches(migrated(name(), "version " + (LATEST - 1)) + opened());
        assertThat(text(doors, "migrator")).matches(migrated(name(), "empty"));
        assertThat(doors.get("over")).isEmpty();
        assertThat(text(doors, "over a pool")).matches(openedOverPool());
        assertThat(text(doors, "memory")).matches(migrated("a database in memory", "empty"));
        assertThat(doors.get("full")).containsExactly("== failed");
        assertThat(doors.get("no database")).containsExactly("== failed");
    }

    /** Flyway has one log per process, and an application needs the lines of its own migrations. */
    @Test
    void flywayOfTheApplicationIsHeard() {
        Map<String, List<String>> doors = doors(opening().option("-Dlogback.configurationFile=opening-logback.xml"));

        assertThat(List.of("application's Flyway", "application's later Flyway"))
                .allSatisfy(door -> assertThat(doors.get(door))
                        .anyMatch(
                                line -> line.startsWith("INFO org.flywaydb") && line.contains("Successfully applied")));
    }

    /**
     * java.util.logging prints INFO by default and gets no line of the library; the lines of an application's Flyway
     * remain.
     */
    @Test
    void nothingIsSaidWithoutALogger() {
        ChildCommand command = opening();
        String withoutLogger = Stream.of(command.classPath().split(File.pathSeparator, -1))
                .filter(part -> !part.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));

        Map<String, List<String>> doors = doors(new ChildCommand(
                command.main(), withoutLogger, command.arguments(), command.options(), command.environment()));

        assertThat(doors).containsKeys("new", "application's later Flyway");
        doors.keySet().removeIf(door -> door.startsWith("application's"));
        assertThat(doors.values().stream().flatMap(List::stream))
                .filteredOn(line -> !line.startsWith("SLF4J(W): "))
                .containsExactly("== failed", "== failed");
    }

    private String name() {
        return database.engine().isPostgres()
                ? database.jdbcUrl().replaceFirst(".*/([^/?]+)(\\?.*)?$", "$1") + ".public"
                : String.valueOf(Path.of(database.jdbcUrl()).getFileName());
    }

    private static String text(Map<String, List<String>> doors, String door) {
        return doors.getOrDefault(door, List.of()).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String opened() {
        return way(" directly, prepared statements on; no replica");
    }

    private String openedOverPool() {
        return way(" over the pool of the application, directly, prepared statements on");
    }

    /** Returns the line on the way to a server; none on SQLite. */
    private String way(String words) {
        return database.engine().isPostgres()
                ? "INFO io\\.aro\\.db\\.internal\\.opening\\.Opening - Opened "
                        + Pattern.quote(name().replace(".public", "") + words)
                        + "\\.\n"
                : "";
    }

    private static String migrated(String name, String from) {
        return String.format(
                Locale.ROOT,
                "INFO io\\.aro\\.db\\.migration\\.Migrator - Migrated %s from %s to version %s in \\d+ ms\\.\n",
                Pattern.quote(name),
                from,
                LATEST);
    }
}
