package io.aro.db.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.internal.file.ProcessLock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** The data file of a segment: release of memory and of the file handle, and malformed lines. */
class SegmentDataTest {

    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final Instant MARCH = Instant.parse("2024-03-01T00:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private FileArchive archive() {
        return FileArchive.in(folder);
    }

    private Path file(String ending) {
        return folder.resolve("events").resolve(ID + ending);
    }

    private static ArchivedRow row(int length) {
        return new ArchivedRow("events", JsonNodeFactory.instance.objectNode().put("type", "x".repeat(length)));
    }

    private Segment prepare() {
        try (SegmentWriter writer = archive().begin(ID, "events")) {
            writer.write(row(1), MARCH);
            return writer.prepare();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "{\"row\":{}}",
                "{\"table\":\"events\"}",
                "{\"table\":\"events\",\"row\":null}",
                "{\"table\":\"events\",\"row\":1}"
            })
    void refusesALineThatIsNoRow(String line) throws IOException {
        Segment prepared = prepare();
        try (OutputStream data = new GZIPOutputStream(Files.newOutputStream(file(".jsonl.gz.pending")))) {
            data.write(line.getBytes(StandardCharsets.UTF_8));
        }

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> archive().read(prepared, row -> {}))
                .withMessageContaining("has a malformed line");
    }

    @Test
    void aFileWhoseHeadCannotBeWrittenDoesNotStay() throws IOException {
        Files.createDirectories(folder.resolve("events"));
        SegmentFiles files = SegmentFiles.of(folder, "events", ID);
        ProcessLock lost = ProcessLock.tryLock(file(".lock")).orElseThrow();
        lost.close();

        assertThatIOException()
                .isThrownBy(() -> FileSegmentWriter.begin(files, "events", null, () -> {}, lost))
                .withMessageContaining("was lost");

        assertThat(folder.resolve("events")).isEmptyDirectory();
    }

    @Test
    void nothingIsCompressedOnceTheMemoryForItIsGivenBack() throws IOException {
        SegmentData.Compressed output = new SegmentData.Compressed(OutputStream.nullOutputStream(), 512);
        output.write(1);

        output.end();
        output.end();

        assertThatThrownBy(() -> output.write(1)).hasMessage("Deflater has been closed");
    }

    @Test
    void aDiscardedSegmentGivesTheMemoryOfItsCompressionBack() {
        try (SegmentWriter writer = archive().begin(ID, "events")) {
            writer.discard();

            assertThatThrownBy(() -> writer.write(row(1 << 17), MARCH)).hasMessage("Deflater has been closed");
        }
    }
}
