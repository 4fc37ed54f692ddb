package io.aro.db.retention;

import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exclusive ownership of a segment by its writing run, beside readers of the archive. */
@BothEngines
@Timeout(120)
class SegmentOwnershipTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);

    private final AroDatabase db;
    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    SegmentOwnershipTest(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
    }

    @BeforeEach
    void fillsTheDatabase() {
        for (int i = 0; i < 10; i++) {
            anEvent().at(Instant.parse("2023-06-01T00:00:00Z").plusSeconds(i)).insert(db);
        }
    }

    private void verifyInAnotherThread() {
        CompletableFuture.runAsync(
                        () -> db.retention(FileArchive.in(folder)).archive().verify())
                .join();
    }

    private void verifyInAnotherProcess() {
        try (ChildProcess other = ChildProcess.of(VerifyingProcess.class, folder.toString())
                .on(database)
                .start()) {
            other.awaitLine("verified");
        }
    }

    @Test
    void noRowIsLostWhileAThreadAndAnotherProcessVerifyTheArchive() {
        List<String> before = Everything.in(db);
        List<Segment> beset = new ArrayList<>();
        BesetArchive archive = BesetArchive.of(FileArchive.in(folder)).whenPrepared(segment -> {
            beset.add(segment);
            verifyInAnotherThread();
            verifyInAnotherProcess();
        });

        RetentionReport report = db.retention(archive).run(POLICY);

        assertThat(beset).hasSize(1);
        assertThat(report.count(StepKind.EVENTS)).isEqualTo(10);
        assertThat(Everything.in(db, folder)).isEqualTo(before);
        assertThat(db.retention(archive).archive().verify().problems()).isEmpty();
    }

    @Test
    void aSegmentThatIsRecordedButNotRenamedIsNotMissing() {
        List<String> before = Everything.in(db);
        List<String> problems = new ArrayList<>();
        FileArchive files = FileArchive.in(folder);
        BesetArchive archive = BesetArchive.of(files)
                .whenCommitted(() ->
                        problems.addAll(db.retention(files).archive().verify().problems()));

        db.retention(archive).run(POLICY);

        assertThat(problems).isEmpty();
        assertThat(Everything.in(db, folder)).isEqualTo(before);
    }

    @Test
    void aSegmentWhoseRowsArePutBackDuringAVerificationIsNotMissing() {
        FileArchive files = FileArchive.in(folder);
        db.retention(files).run(POLICY);
        ArchivedSegmentRepository segments = db.retention(files).archive();
        BesetArchive archive = BesetArchive.of(files)
                .whenListed(() -> segments.findAll().forEach(segment -> segments.restore(segment.id())));

        ArchiveCheck check = db.retention(archive).archive().verify();

        assertThat(check.problems()).isEmpty();
    }

    @Test
    void aSegmentThatIsArchivedDuringAVerificationIsNotSomebodyElses() {
        FileArchive files = FileArchive.in(folder);
        BesetArchive archive =
                BesetArchive.of(files).whenListed(() -> db.retention(files).run(POLICY));
        db.retention(files).run(POLICY);
        anEvent().at(Instant.parse("2023-07-01T00:00:00Z")).insert(db);
        List<String> before = Everything.in(db, folder);

        ArchiveCheck check = db.retention(archive).archive().verify();

        assertThat(check.problems()).isEmpty();
        assertThat(Everything.in(db, folder)).isEqualTo(before);
    }
}
