package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Ledger;
import io.aro.db.idempotency.CrashRun.Stand;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills by {@code kill -9} at a part of the points of a delivery, or at each, with a redelivery after each.
 *
 * <p>The test prints the results and writes them to {@code target/crash-matrix.md}.
 */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class CrashMatrixTest {

    private static final Path TABLE = Path.of("target", "crash-matrix.md");
    private static final List<String> HEADING = List.of(
            "| scenario | engine | point | place | left behind | next delivery | external calls | bookings |",
            "| --- | --- | ---: | --- | --- | --- | ---: | ---: |");

    private static final List<String> LINES = new ArrayList<>(HEADING);

    private final TestDatabase database;

    CrashMatrixTest(TestDatabase database) {
        this.database = database;
    }

    @ParameterizedTest
    @EnumSource
    void takesEffectOnceWhereverItsProcessIsKilled(CrashScenario scenario, @TempDir Path folder) throws Exception {
        try (CrashRun run = new CrashRun(database, new Ledger(folder.resolve("ledger")), scenario)) {
            List<Stand> stands = run.rehearse();

            List<Stand> killed = Effort.some(stands, 4);

            List<CrashRow> rows = run.killAtEach(killed, stands);

            assertThat(rows).extracting(CrashRow::stand).isEqualTo(killed);
            run.assertNothingElse(killed);
            assertThat(stands).hasSizeGreaterThanOrEqualTo(scenario.fewestPoints());
            int calls = run.countCalls(stands.size() + 1);
            assertThat(stands)
                    .filteredOn(stand -> stand.place().startsWith("before "))
                    .hasSize(calls);
            assertThat(stands)
                    .filteredOn(stand -> stand.place().startsWith("after "))
                    .hasSize(calls);
            print(rows, scenario);
        }
    }

    @SuppressWarnings("SystemOut")
    private void print(List<CrashRow> rows, CrashScenario scenario) throws IOException {
        List<String> lines = rows.stream()
                .map(row -> row.toMarkdown(scenario.toString(), database.version()))
                .toList();
        synchronized (LINES) {
            lines.forEach(System.out::println);
            LINES.addAll(lines);
            Files.write(TABLE, LINES);
        }
    }
}
