package io.aro.db.retention;

import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restorations and verifications of segments, with damaged and missing files. */
@BothEngines
class ArchivedSegmentRepositoryTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults();

    private final AroDatabase db;
    private final TestDatabase database;
    private final TestClock clock;

    @TempDir
    private Path folder = Path.of("");

    ArchivedSegmentRepositoryTest(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        this.clock = clock;
    }

    @BeforeEach
    void placesTheClock() {
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
    }

    private RetentionService retention() {
        return db.retention(FileArchive.in(folder));
    }

    @Test
    void putsTheRowsOfASegmentBack() {
        OldClinic.fill(db, clock, 4);
        List<String> before = Everything.in(db);
        retention().run(POLICY);

        List<Segment> segments = retention().archive().findAll();
        segments.forEach(segment -> retention().archive().restore(segment.id()));

        assertThat(Everything.in(db)).isEqualTo(before);
        assertThat(retention().archive().findAll()).isEmpty();
        assertThat(retention().archive().verify().isSound()).isTrue();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(
                        () -> retention().archive().restore(segments.getFirst().id()));
        retention().run(POLICY);
        assertThat(Everything.in(db, folder)).isEqualTo(before);
    }

    @Test
    void refusesToRestoreWhatNoLongerFits() {
        OldClinic.fill(db, clock, 4);
        retention().run(POLICY);
        Segment appointments = segmentOf("appointments");
        db.session()
                .write(dsl ->
                        dsl.deleteFrom(CUSTOMERS).where(DSL.trueCondition()).execute());

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> retention().archive().restore(appointments.id()));

        assertThat(retention().archive().findAll()).contains(appointments);
        assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(APPOINTMENT_TRANSITIONS)))
                .isZero();
    }

    @Test
    void noticesASegmentThatWasHarmed() throws IOException {
        OldClinic.fill(db, clock, 3);
        retention().run(POLICY);
        Segment harmed = segmentOf("events");
        Path file = folder.resolve("events/" + harmed.id() + ".jsonl.gz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        ArchiveCheck check = retention().archive().verify();

        assertThat(check.problems())
                .singleElement()
                .asString()
                .contains(harmed.id().toString())
                .endsWith("put it back from a copy of the archive.");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> retention().archive().restore(harmed.id()));
        assertThat(db.session()
                        .<Integer>read(dsl -> dsl.fetchCount(
                                EVENTS, EVENTS.TIMESTAMP.lt(clock.instant().minus(Duration.ofDays(3 * 365))))))
                .isZero();
    }

    @Test
    void noticesASegmentThatIsMissingAndOneThatIsAnothersDatabases() throws IOException {
        OldClinic.fill(db, clock, 3);
        retention().run(POLICY);
        Segment lost = segmentOf("events");
        Files.delete(folder.resolve("events/" + lost.id() + ".json"));
        try (TestDatabase other = database.sibling();
                AroDatabase others = other.open(clock)) {
            clock.advance(Duration.ofMinutes(1));
            OldClinic.fill(others, clock, 3);
            others.retention(FileArchive.in(folder)).run(POLICY);
        }

        assertThat(retention().archive().verify().problems())
                .anyMatch(problem -> problem.contains(lost.id() + " of events is missing"))
                .anyMatch(problem -> problem.contains("is not recorded by this database"));
    }

    @Test
    void deletesNothingThatTheArchiveCannotTake() throws IOException {
        OldClinic.fill(db, clock, 3);
        List<String> before = Everything.in(db);
        Files.writeString(folder.resolve("events"), "a file where a folder should be");
        Files.writeString(folder.resolve("appointments"), "a file where a folder should be");

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> retention().run(POLICY))
                .withMessageContaining("the rows of this segment are still in the database");

        assertThat(Everything.in(db)).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void leavesNothingBehindInAnArchiveThatIsFull() throws IOException {
        OldClinic.fill(db, clock, 3);
        List<String> before = Everything.in(db);

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() ->
                        db.retention(FullArchive.over(FileArchive.in(folder))).run(POLICY));

        assertThat(Everything.in(db)).isEqualTo(before);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        retention().run(POLICY);
        assertThat(Everything.in(db, folder)).isEqualTo(before);
    }

    @Test
    void refusesAnArchiveThatIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("archive"));

        assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> FileArchive.in(file));
    }

    private Segment segmentOf(String source) {
        return retention().archive().findAll().stream()
                .filter(segment -> segment.source().equals(source))
                .findFirst()
                .orElseThrow();
    }
}
