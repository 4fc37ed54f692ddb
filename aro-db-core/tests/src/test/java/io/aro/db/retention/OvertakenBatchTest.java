package io.aro.db.retention;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Concurrent changes of a batch's rows between read and deletion. */
@BothEngines
class OvertakenBatchTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);
    private static final Instant JUNE = Instant.parse("2023-06-01T00:00:00Z");

    private final AroDatabase db;
    private final TestClock clock;

    @TempDir
    private Path folder = Path.of("");

    OvertakenBatchTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
    }

    private BesetArchive archive() {
        return BesetArchive.of(FileArchive.in(folder));
    }

    private UUID insertEvent(long seconds) {
        return anEvent().at(JUNE.plusSeconds(seconds)).insert(db);
    }

    private void delete(UUID event) {
        db.session()
                .write(dsl -> dsl.deleteFrom(EVENTS).where(EVENTS.ID.eq(event)).execute());
    }

    /** Returns an action that runs once, after the first segment of a source is prepared. */
    private static Consumer<Segment> once(String source, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        return segment -> {
            if (segment.source().equals(source) && done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    private void assertAllIsInOnePlace(List<String> expected) throws IOException {
        assertThat(Everything.in(db, folder)).isEqualTo(expected);
        assertThat(db.retention(archive()).archive().verify().problems()).isEmpty();
        assertNothingIsLeftOver();
    }

    private void assertNothingIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file ->
                            file.toString().endsWith(".json") || file.toString().endsWith(".jsonl.gz"));
        }
    }

    @Test
    void anEventThatComesIntoTheRangeIsKept() throws IOException {
        insertEvent(0);
        insertEvent(10);
        List<String> expected = new ArrayList<>();
        BesetArchive archive = archive().whenPrepared(once("events", () -> {
            insertEvent(5);
            expected.addAll(Everything.in(db));
        }));

        RetentionReport report = db.retention(archive).run(POLICY);

        assertThat(report.count(StepKind.EVENTS)).isEqualTo(3);
        assertThat(expected).hasSize(3);
        assertAllIsInOnePlace(expected);
    }

    @Test
    void anEventThatComesInPlaceOfAnotherIsKept() throws IOException {
        insertEvent(0);
        UUID taken = insertEvent(4);
        insertEvent(10);
        List<String> expected = new ArrayList<>();
        BesetArchive archive = archive().whenPrepared(once("events", () -> {
            delete(taken);
            insertEvent(5);
            expected.addAll(Everything.in(db));
        }));

        db.retention(archive).run(POLICY);

        assertThat(expected).hasSize(3);
        assertAllIsInOnePlace(expected);
    }

    @Test
    void aDeadLetterAndAnAppointmentThatWereChangedAreArchivedAsTheyAreNow() throws IOException {
        OldClinic.fill(db, clock, 3);
        List<String> expected = new ArrayList<>();
        BesetArchive archive = archive()
                .whenPrepared(once("appointments", () -> changeAppointments()).andThen(once("dead_letters", () -> {
                    changeLetters();
                    expected.addAll(Everything.in(db, folder));
                })));

        RetentionReport report = db.retention(archive).run(POLICY);

        assertThat(report.count(StepKind.APPOINTMENTS)).isEqualTo(2);
        assertThat(report.count(StepKind.DEAD_LETTERS)).isEqualTo(3);
        assertAllIsInOnePlace(expected);
        assertThat(Everything.in(folder))
                .filteredOn(line -> line.contains("changed meanwhile"))
                .hasSizeGreaterThan(2);
    }

    private void changeAppointments() {
        db.session()
                .write(dsl -> dsl.update(APPOINTMENTS)
                        .set(APPOINTMENTS.NOTES, "changed meanwhile")
                        .where(APPOINTMENTS.COMPLETED_AT.isNotNull())
                        .execute());
    }

    private void changeLetters() {
        db.session()
                .write(dsl -> dsl.update(DEAD_LETTERS)
                        .set(DEAD_LETTERS.ERROR, JSONB.jsonb("{\"why\":\"changed meanwhile\"}"))
                        .where(DSL.trueCondition())
                        .execute());
    }

    @Test
    void aStepThatIsOvertakenAgainAndAgainIsLeftToTheNextRun() throws IOException {
        db.useTransaction(tx -> {
            for (int i = 0; i < 520; i++) {
                anEvent().at(JUNE.plusSeconds(2L * i)).insert(tx);
            }
        });
        List<Long> sizes = new ArrayList<>();
        BesetArchive archive = archive().whenPrepared(segment -> {
            sizes.add(segment.rowCount());
            anEvent().at(segment.oldest().plusSeconds(1)).insert(db);
        });

        RetentionReport report = db.retention(archive).run(POLICY);

        assertThat(report.count(StepKind.EVENTS)).isZero();
        assertThat(sizes).hasSize(20);
        assertThat(sizes.getFirst()).isEqualTo(500);
        assertThat(sizes.getLast()).isEqualTo(50);
        assertThat(archive.segments()).isEmpty();
        assertNothingIsLeftOver();
        List<String> expected = Everything.in(db);
        db.retention(archive()).run(POLICY);
        assertAllIsInOnePlace(expected);
    }
}
