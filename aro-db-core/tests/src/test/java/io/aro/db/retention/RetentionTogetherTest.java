package io.aro.db.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.fixture.Crew;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two retention runs and a verification at the same time on one archive. */
@BothEngines
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class RetentionTogetherTest {

    private static final int ROUNDS = 3;
    private static final int MEMBERS = 3;

    /** The second process uses the system's clock. */
    private final TestClock clock = TestClock.at(Instant.now());

    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    RetentionTogetherTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void runsOfOneProcessLoseNothingBesideAVerification() throws Exception {
        Path archive = folder.resolve("archive");
        try (AroDatabase db = database.open(clock);
                Crew crew = Crew.of(MEMBERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                OldClinic.fill(db, clock, 3);
                List<String> before = Everything.in(db, archive);

                Crew.Results<List<String>> results =
                        crew.together(member -> member == 0 ? verify(db, archive) : run(db, archive));

                assertThat(results.failures()).isEmpty();
                assertThat(results.values()).allMatch(List::isEmpty);
                assertThat(Everything.in(db, archive)).isEqualTo(before);
            }
            assertThat(verify(db, archive)).isEmpty();
        }
    }

    @Test
    void runsOfTwoProcessesLoseNothingBesideVerifications() throws Exception {
        Path archive = folder.resolve("archive");
        try (AroDatabase db = database.open(clock);
                Crew crew = Crew.of(MEMBERS);
                ChildProcess other = ChildProcess.of(Other.class, archive.toString())
                        .option("-Dorg.sqlite.tmpdir=" + folder)
                        .on(database)
                        .start()) {
            other.awaitLine("ready");
            for (int round = 0; round < ROUNDS; round++) {
                OldClinic.fill(db, clock, 3);
                List<String> before = Everything.in(db, archive);

                other.send("go");
                Crew.Results<List<String>> results =
                        crew.together(member -> member == 0 ? verify(db, archive) : run(db, archive));

                other.awaitLine("problems [] failures []");
                assertThat(results.failures()).isEmpty();
                assertThat(results.values()).allMatch(List::isEmpty);
                assertThat(Everything.in(db, archive)).isEqualTo(before);
            }
            assertThat(verify(db, archive)).isEmpty();
        }
    }

    private static List<String> run(AroDatabase db, Path archive) {
        db.retention(FileArchive.in(archive)).run(RetentionPolicy.defaults().withMonthsAhead(1));
        return List.of();
    }

    private static List<String> verify(AroDatabase db, Path archive) {
        return db.retention(FileArchive.in(archive)).archive().verify().problems();
    }

    /** The second process, with the same work per order. */
    static final class Other {

        private Other() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            Path archive = Path.of(arguments[0]);
            try (AroDatabase db = AroDatabase.open(ChildProcess.database());
                    Crew crew = Crew.of(MEMBERS)) {
                System.out.println("ready");
                for (int round = 0; round < ROUNDS && System.in.read() >= 0; round++) {
                    System.in.skip("o\n".length());
                    Crew.Results<List<String>> results =
                            crew.together(member -> member == 0 ? verify(db, archive) : run(db, archive));
                    List<String> problems = new ArrayList<>();
                    results.values().forEach(problems::addAll);
                    System.out.println(
                            String.format(Locale.ROOT, "problems %s failures %s", problems, results.failures()));
                }
            }
        }
    }
}
