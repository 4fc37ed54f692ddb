package io.aro.db.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.fixture.Effort;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import io.aro.db.testkit.process.CrashHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills of a retention run at points with a new durable state, after each writing statement, commit and archive step,
 * followed by a repetition. Database and archive together must then hold every row exactly once.
 *
 * <p>Each engine has its own subclass, for parallel runs.
 */
@Timeout(900)
abstract class RetentionCrashContract {

    private final TestDatabase database;

    /** The child uses the system's clock. */
    private final TestClock clock = TestClock.at(Instant.now());

    @TempDir
    private Path folder = Path.of("");

    RetentionCrashContract(TestDatabase database) {
        this.database = database;
    }

    @Test
    void losesAndDoublesNothingWhereverItIsKilled() throws Exception {
        CrashHarness program = CrashHarness.of(ChildProcess.of(RetentionProcess.class));
        List<String> points = rehearse(program);

        List<Integer> telling = IntStream.rangeClosed(1, points.size())
                .filter(point -> !leavesNothingNew(points, point))
                .boxed()
                .toList();
        for (int point : Effort.some(telling, 5)) {
            try (TestDatabase own = database.sibling();
                    AroDatabase db = own.open(clock)) {
                Path archive = folder.resolve("killed-" + point);
                fill(db, clock);
                List<String> before = Everything.in(db);
                program.ordering(archive.toString()).killAtEndOf(own, points.subList(0, point));

                assertNothingIsMissing(db, archive, before, points.get(point - 1));
                db.retention(FileArchive.in(archive)).run(RetentionPolicy.defaults());

                assertThat(Everything.in(db, archive))
                        .as("after the run killed %s", points.get(point - 1))
                        .isEqualTo(before);
                assertThat(Everything.in(archive)).hasSizeGreaterThan(10);
                assertThat(db.retention(FileArchive.in(archive))
                                .archive()
                                .verify()
                                .problems())
                        .isEmpty();
                assertNothingIsLeftOver(archive);
            }
        }

        assertThat(points).containsAll(landmarks());
    }

    /** Fills a database with expired and current rows. */
    void fill(AroDatabase db, TestClock clock) {
        OldClinic.fill(db, clock, 2);
    }

    /** Returns the points that a run must reach. */
    List<String> landmarks() {
        return List.of("after prepare", "after delete appointments", "before commit of the segment");
    }

    /**
     * Returns whether a point has no new durable state: queries, settings, and points right before a step have none.
     */
    private static boolean leavesNothingNew(List<String> points, int ordinal) {
        String point = points.get(ordinal - 1);
        boolean isBefore = point.startsWith("before ") && !point.equals("before prepare");
        return ordinal > 1 && (isBefore || point.startsWith("after select") || point.equals("after set"));
    }

    private List<String> rehearse(CrashHarness program) throws Exception {
        try (TestDatabase own = database.sibling();
                AroDatabase db = own.open(clock)) {
            fill(db, clock);
            List<String> before = Everything.in(db);
            Path archive = folder.resolve("rehearsal");
            List<String> points = program.ordering(archive.toString()).pointsOn(own);
            assertThat(Everything.in(db, archive)).isEqualTo(before);
            return points;
        }
    }

    /**
     * Asserts that no row is missing. Before their deletion the rows are in the database, afterwards in a file of the
     * archive, prepared or committed.
     */
    private static void assertNothingIsMissing(AroDatabase db, Path archive, List<String> before, String point) {
        FileArchive files = FileArchive.in(archive);
        List<String> there = new ArrayList<>(Everything.in(db, archive));
        files.findPrepared().forEach(segment -> there.addAll(Everything.in(files, segment)));
        assertThat(there).as("left by the run killed %s", point).containsAll(before);
    }

    private static void assertNothingIsLeftOver(Path archive) throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.endsWith(".json") || name.endsWith(".jsonl.gz"));
        }
    }
}
