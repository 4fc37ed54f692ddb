package io.aro.db.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments damaged before, during and after the deletion of their rows. */
@BothEngines
class HarmedSegmentTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);
    private static final List<String> SOURCES = List.of("events", "appointments", "dead_letters");

    private final AroDatabase db;
    private final TestClock clock;
    private final List<Segment> harmed = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    HarmedSegmentTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @BeforeEach
    void fillsTheDatabase() {
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
        OldClinic.fill(db, clock, 3);
    }

    private BesetArchive archive() {
        return BesetArchive.of(FileArchive.in(folder));
    }

    private Consumer<Segment> harm(Harm harm, String source) {
        return segment -> {
            if (segment.source().equals(source)) {
                harmed.add(segment);
                harm.come(folder, segment);
            }
        };
    }

    @Test
    void noRowLeavesTheDatabaseForASegmentThatIsHarmedBeforeTheDeletion() {
        List<String> before = Everything.in(db);

        for (String source : SOURCES) {
            for (Harm harm : Harm.values()) {
                assertRefused(archive().whenPrepared(harm(harm, source)), before);
            }
        }

        assertThat(harmed).hasSize(SOURCES.size() * Harm.values().length);
        assertNextRunMovesEverything(before);
    }

    @Test
    void theDeletionIsUndoneForASegmentThatIsHarmedMeanwhile() {
        List<String> before = Everything.in(db);

        for (String source : SOURCES) {
            for (Harm harm : Harm.values()) {
                assertRefused(archive().whenDeleted(harm(harm, source)), before);
            }
        }

        assertThat(harmed).hasSize(SOURCES.size() * Harm.values().length);
        assertNextRunMovesEverything(before);
    }

    private void assertRefused(BesetArchive archive, List<String> before) {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> db.retention(archive).run(POLICY));
        assertThat(Everything.in(db, folder)).isEqualTo(before);
    }

    private void assertNextRunMovesEverything(List<String> before) {
        db.retention(archive()).run(POLICY);

        assertThat(Everything.in(db, folder)).isEqualTo(before);
        assertThat(archive().segments()).extracting(Segment::source).contains("events", "appointments", "dead_letters");
        assertThat(db.retention(archive()).archive().verify().problems()).isEmpty();
    }

    @Test
    void aSegmentThatIsHarmedAfterTheDeletionIsNotMadePartOfTheArchive() {
        BesetArchive archive = archive();
        Consumer<Segment> remember = harmed::add;
        BesetArchive cut =
                archive.whenDeleted(remember).whenCommitted(() -> Harm.SHORTER_DATA.come(folder, harmed.getLast()));

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> db.retention(cut).run(POLICY))
                .withMessageEndingWith("put it back from a copy of the archive.");

        assertThat(archive.segments()).isEmpty();
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> db.retention(archive).run(POLICY))
                .withMessageContaining(harmed.getFirst().id().toString());
        assertThat(folder.resolve("events/" + harmed.getFirst().id() + ".json.pending"))
                .isRegularFile();
    }

    @Test
    void whatCameToAnArchivedSegmentIsFoundAndNothingIsPutBackFromIt() throws IOException {
        db.retention(archive()).run(POLICY);
        List<String> before = Everything.in(db);
        List<Segment> segments = archive().segments();
        Segment shorter = of("events", segments);
        Segment linked = of("appointments", segments);
        Segment missing = of("dead_letters", segments);
        try (FileChannel channel = FileChannel.open(data(shorter), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1);
        }
        Files.move(data(linked), folder.resolve("elsewhere"));
        Files.createSymbolicLink(data(linked), folder.resolve("elsewhere"));
        Files.delete(data(missing));

        List<String> problems = db.retention(archive()).archive().verify().problems();

        assertThat(problems)
                .hasSize(3)
                .anyMatch(problem -> problem.contains(shorter.id() + ".jsonl.gz cannot be read"))
                .anyMatch(problem -> problem.contains(linked.id() + ".jsonl.gz is a symbolic link"))
                .anyMatch(problem -> problem.contains(missing.id() + ".jsonl.gz does not exist"));
        Stream.of(shorter, linked, missing)
                .forEach(segment -> assertThatExceptionOfType(ArchiveException.class)
                        .isThrownBy(() -> db.retention(archive()).archive().restore(segment.id())));
        assertThat(Everything.in(db)).isEqualTo(before);
    }

    @Test
    void aFolderThatIsCopiedWithinTheArchiveIsFound() throws IOException {
        db.retention(archive()).run(POLICY);
        List<Segment> copied = archive().segments().stream()
                .filter(segment -> segment.source().equals("events"))
                .toList();
        Path copy = Files.createDirectory(folder.resolve("events-copy"));
        for (Segment segment : copied) {
            Files.copy(data(segment), copy.resolve(segment.id() + ".jsonl.gz"));
            Files.copy(folder.resolve("events/" + segment.id() + ".json"), copy.resolve(segment.id() + ".json"));
        }

        List<String> problems = db.retention(archive()).archive().verify().problems();

        assertThat(problems)
                .containsExactlyElementsOf(copied.stream()
                        .map(segment -> String.format(
                                Locale.ROOT,
                                "The segment %s of events is in the archive more than once; remove the copy.",
                                segment.id()))
                        .toList())
                .isNotEmpty();
    }

    @Test
    void nothingIsPutBackFromASegmentThatTheDatabaseDidNotRecord() throws IOException {
        db.retention(archive()).run(POLICY);
        List<String> before = Everything.in(db);
        List<Segment> segments = archive().segments();
        Segment genuine = of("events", segments);
        Segment other = of("dead_letters", segments);
        Files.copy(data(other), data(genuine), StandardCopyOption.REPLACE_EXISTING);
        Path manifest = folder.resolve("events/" + genuine.id() + ".json");
        Files.writeString(
                manifest,
                Files.readString(folder.resolve("dead_letters/" + other.id() + ".json"))
                        .replace(other.id().toString(), genuine.id().toString())
                        .replace("\"source\":\"dead_letters\"", "\"source\":\"events\""));

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> db.retention(archive()).archive().restore(genuine.id()))
                .withMessageContaining("differs from the record in the database");

        assertThat(Everything.in(db)).isEqualTo(before);
    }

    private Path data(Segment segment) {
        return folder.resolve(segment.source()).resolve(segment.id() + ".jsonl.gz");
    }

    private static Segment of(String source, List<Segment> segments) {
        return segments.stream()
                .filter(segment -> segment.source().equals(source))
                .findFirst()
                .orElseThrow();
    }
}
