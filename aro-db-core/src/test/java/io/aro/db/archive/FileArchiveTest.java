package io.aro.db.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.internal.file.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

class FileArchiveTest {

    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final Instant MARCH = Instant.parse("2024-03-01T00:00:00Z");
    private static final ArchivedRow ROW =
            new ArchivedRow("events", JsonNodeFactory.instance.objectNode().put("type", "message.received"));

    @TempDir
    private Path folder = Path.of("");

    private FileArchive archive() {
        return FileArchive.in(folder);
    }

    private Path file(String ending) {
        return folder.resolve("events").resolve(ID + ending);
    }

    private Segment prepare() {
        try (SegmentWriter writer = archive().begin(ID, "events")) {
            writer.write(ROW, MARCH);
            return writer.prepare();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().substring(36))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Segment prepared = prepare();

        archive().commit(prepared);

        List<ArchivedRow> rows = new ArrayList<>();
        assertThat(archive().segments()).containsExactly(prepared);
        archive().read(prepared, rows::add);
        assertThat(rows).containsExactly(ROW);
        assertThat(files()).containsExactly(".json", ".jsonl.gz");
        assertThat(Files.readString(file(".json")))
                .contains("\"version\":1", "\"rows\":{\"events\":1}", "\"oldest\":\"2024-03-01T00:00:00Z\"");
    }

    @Test
    void findsWhatWasPreparedAndRemovesWhatWasNot() throws IOException {
        Segment prepared = prepare();
        UUID other = UUID.fromString("01890000-0000-7000-8000-000000000002");
        Files.writeString(folder.resolve("events").resolve(other + ".jsonl.gz.pending"), "half");

        assertThat(archive().findPrepared()).containsExactly(prepared);

        assertThat(files()).containsExactly(".json.pending", ".jsonl.gz.pending");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{\"version\":1}",
                "{\"version\":1,\"rows\":{}}",
                "{\"version\":\"two\"}"
            })
    void keepsWhatWasPreparedWhenItsManifestCannotBeRead(String harmed) throws IOException {
        prepare();
        Files.writeString(file(".json.pending"), harmed);

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> archive().findPrepared())
                .withMessageContaining(ID.toString())
                .withMessageEndingWith("put it back from a copy of the archive.");

        assertThat(files()).containsExactly(".json.pending", ".jsonl.gz.pending");
    }

    @Test
    void keepsWhatALaterReleaseHasPrepared() throws IOException {
        prepare();
        Files.writeString(file(".json.pending"), "{\"version\":3,\"segment\":{}}");

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> archive().findPrepared())
                .withMessageContaining("is of version 3")
                .withMessageEndingWith("use the release that wrote it.");

        assertThat(files()).containsExactly(".json.pending", ".jsonl.gz.pending");
    }

    @Test
    void refusesASegmentOfTheSameIdTwice() {
        archive().commit(prepare());

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> archive().begin(ID, "events"))
                .withMessageContaining("use a separate archive for each database");
    }

    @Test
    void refusesASegmentWithoutRows() throws IOException {
        try (SegmentWriter writer = archive().begin(ID, "events")) {
            assertThatExceptionOfType(ArchiveException.class).isThrownBy(writer::prepare);
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void leavesTheFilesOfOthersAlone() throws IOException {
        Files.writeString(folder.resolve("README.json"), "ours");
        Files.createDirectories(folder.resolve("events"));
        Files.writeString(folder.resolve("events/notes-about-this-folder-by-the-operators.json"), "theirs");

        assertThat(archive().segments()).isEmpty();
        assertThat(archive().findPrepared()).isEmpty();
    }

    @Test
    void refusesASegmentThatSomebodyElseHasTheLockOf() throws IOException {
        Files.createDirectories(folder.resolve("events"));
        try (ProcessLock other = ProcessLock.tryLock(file(".lock")).orElseThrow()) {
            assertThatExceptionOfType(ArchiveException.class)
                    .isThrownBy(() -> archive().begin(ID, "events"))
                    .withMessageContaining("another process or thread holds its lock");
            other.requireHeld();
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void aLookOfAnotherArchiveLeavesASegmentToItsWriter() throws IOException {
        try (SegmentWriter writer = archive().begin(ID, "events")) {
            writer.write(ROW, MARCH);
            assertThat(archive().findPrepared()).isEmpty();
            Segment prepared = writer.prepare();
            assertThat(archive().findPrepared()).isEmpty();
            writer.commit();

            assertThat(archive().segments()).containsExactly(prepared);
        }

        assertThat(files()).containsExactly(".json", ".jsonl.gz");
    }

    @Test
    void writesNothingOnceItsLockIsLost() throws IOException {
        try (SegmentWriter writer = archive().begin(ID, "events")) {
            writer.write(ROW, MARCH);
            long written = Files.size(file(".jsonl.gz.pending"));
            Files.delete(file(".lock"));

            assertThatExceptionOfType(ArchiveException.class)
                    .isThrownBy(writer::prepare)
                    .withMessageContaining("was lost")
                    .satisfies(refusal -> assertThat(refusal.isRetryable()).isTrue());

            assertThat(file(".jsonl.gz.pending")).hasSize(written);
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void onlyTheArchiveThatPreparesASegmentAnswersForIt() {
        FileArchive writing = archive();
        try (SegmentWriter writer = writing.begin(ID, "events")) {
            writer.write(ROW, MARCH);
            Segment prepared = writer.prepare();

            writing.requirePrepared(prepared);
            assertThatExceptionOfType(ArchiveException.class)
                    .isThrownBy(() -> archive().requirePrepared(prepared));
        }
    }

    @Test
    void doesNotMakeDataThatAreMissingShorterOrALinkPartOfTheArchive() throws IOException {
        Segment prepared = prepare();
        Path data = file(".jsonl.gz.pending");
        byte[] bytes = Files.readAllBytes(data);

        Files.write(data, Arrays.copyOf(bytes, bytes.length - 1));
        assertNotCommitted(prepared, String.format(Locale.ROOT, "does not have its %d bytes", bytes.length));
        Files.delete(data);
        assertNotCommitted(prepared, "does not exist");
        Files.write(folder.resolve("elsewhere"), bytes);
        Files.createSymbolicLink(data, folder.resolve("elsewhere"));
        assertNotCommitted(prepared, "is a symbolic link");

        Files.delete(data);
        Files.write(data, bytes);
        archive().commit(prepared);
        archive().commit(prepared);
        assertThat(archive().segments()).containsExactly(prepared);
    }

    private void assertNotCommitted(Segment prepared, String reason) {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> archive().commit(prepared))
                .withMessageContaining(reason)
                .withMessageEndingWith("put it back from a copy of the archive.");
        assertThat(archive().segments()).isEmpty();
        assertThat(file(".json.pending")).isRegularFile();
    }
}
