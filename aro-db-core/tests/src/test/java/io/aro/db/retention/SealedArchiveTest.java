package io.aro.db.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.crypto.Keysets;
import io.aro.db.crypto.StreamCipher;
import io.aro.db.crypto.TinkStreamCipher;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed segments: readable by their keyset only, and refused after any change. */
@BothEngines
class SealedArchiveTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);

    private final AroDatabase db;
    private final TestClock clock;

    @TempDir
    private Path place = Path.of("");

    private Path folder = Path.of("");

    SealedArchiveTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @BeforeEach
    void fillsTheDatabase() {
        folder = place.resolve("archive");
        Keysets.createForFiles(place.resolve("keyset.json"));
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
        OldClinic.fill(db, clock, 3);
    }

    private StreamCipher cipher() {
        return TinkStreamCipher.ofFile(place.resolve("keyset.json"));
    }

    private FileArchive sealed() {
        return plain().sealedBy(cipher());
    }

    private FileArchive plain() {
        return FileArchive.in(folder);
    }

    private ArchivedSegmentRepository segments(FileArchive archive) {
        return db.retention(archive).archive();
    }

    private Path data(Segment segment) {
        return folder.resolve(segment.source()).resolve(segment.id() + ".jsonl.gz");
    }

    private Path manifest(Segment segment) {
        return folder.resolve(segment.source()).resolve(segment.id() + ".json");
    }

    private static byte[] plainlyRead(Path file) throws IOException {
        try (InputStream content = new GZIPInputStream(Files.newInputStream(file))) {
            return content.readAllBytes();
        }
    }

    private List<String> rows(FileArchive archive) {
        List<String> lines = new ArrayList<>(Everything.in(db));
        archive.segments().forEach(segment -> lines.addAll(Everything.in(archive, segment)));
        return lines.stream().sorted().toList();
    }

    @Test
    void isReadAndPutBackWithTheKeysetOnly() throws IOException {
        List<String> before = Everything.in(db);
        db.retention(sealed()).run(POLICY);
        List<Segment> all = sealed().segments();

        assertThat(all).isNotEmpty().allMatch(Segment::sealed);
        for (Segment segment : all) {
            assertThatExceptionOfType(ZipException.class).isThrownBy(() -> plainlyRead(data(segment)));
            assertRefused(plain(), segment, "is sealed; open the archive with its keyset");
        }
        assertThat(segments(plain()).verify().problems()).hasSameSizeAs(all);
        assertThat(rows(sealed())).isEqualTo(before);
        assertThat(segments(sealed()).verify().problems()).isEmpty();

        all.forEach(segment -> segments(sealed()).restore(segment.id()));
        assertThat(Everything.in(db)).isEqualTo(before);
    }

    @Test
    void mayHoldPlainSegmentsOfEarlierRuns() {
        List<String> before = Everything.in(db);
        db.retention(plain()).run(POLICY);
        clock.set(Instant.parse("2030-11-15T12:00:00Z"));

        db.retention(sealed()).run(POLICY);

        assertThat(sealed().segments()).extracting(Segment::sealed).contains(true, false);
        assertThat(rows(sealed())).isEqualTo(before);
        assertThat(segments(sealed()).verify().problems()).isEmpty();
    }

    @Test
    void aSegmentThatWasCutSwappedOrSealedByAnotherIsRefused() throws IOException {
        db.retention(sealed()).run(POLICY);
        List<Segment> all = sealed().segments();
        Segment first = all.getFirst();
        Segment last = all.getLast();
        byte[] genuine = Files.readAllBytes(data(first));
        Keysets.createForFiles(place.resolve("other.json"));
        FileArchive other = plain().sealedBy(TinkStreamCipher.ofFile(place.resolve("other.json")));

        assertRefused(other, first, "cannot be opened: it was cut off or changed, or another keyset sealed it");
        Files.write(data(first), Arrays.copyOf(genuine, genuine.length - 1));
        assertRefused(sealed(), first, "cannot be opened");
        Files.copy(data(last), data(first), StandardCopyOption.REPLACE_EXISTING);
        assertRefused(sealed(), first, "cannot be opened");
        Files.write(data(first), genuine);
        assertThat(segments(sealed()).verify().problems()).isEmpty();
    }

    @Test
    void aSegmentThatWasRenamedWithItsManifestIsRefused() throws IOException {
        db.retention(sealed()).run(POLICY);
        Segment genuine = sealed().segments().getFirst();
        String name = genuine.id().toString();
        String other = name.substring(0, name.length() - 1) + (name.endsWith("0") ? "1" : "0");
        Path renamed = manifest(genuine).resolveSibling(other + ".json");
        Files.move(data(genuine), renamed.resolveSibling(other + ".jsonl.gz"));
        Files.move(manifest(genuine), renamed);

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> sealed().segments())
                .withMessageContaining("has the manifest of another segment");
        Files.writeString(renamed, Files.readString(renamed).replace(name, other));
        Segment disguised = sealed().segments().getFirst();
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> sealed().read(disguised, row -> {}))
                .withMessageContaining("cannot be opened");
        assertRefused(sealed(), disguised, other);
    }

    /** With write access to the archive, anyone can replace a sealed segment by a plain one. */
    @Test
    void aPlainSegmentInThePlaceOfASealedOneIsRefused() throws IOException {
        db.retention(sealed()).run(POLICY);
        Segment genuine = sealed().segments().getFirst();
        List<String> before = Everything.in(db);
        Path forged = place.resolve("forged");
        writeAgain(genuine, FileArchive.in(forged));
        for (Path file : List.of(data(genuine), manifest(genuine))) {
            Files.copy(forged.resolve(folder.relativize(file)), file, StandardCopyOption.REPLACE_EXISTING);
        }

        assertRefused(sealed(), genuine, "differs from the record in the database");
        assertThat(segments(sealed()).verify().problems())
                .singleElement()
                .asString()
                .contains("differs from the record in the database");
        assertThat(Everything.in(db)).isEqualTo(before);
    }

    private void writeAgain(Segment segment, FileArchive archive) {
        try (var writer = archive.begin(segment.id(), segment.source())) {
            sealed().read(segment, row -> writer.write(row, segment.oldest()));
            writer.prepare();
            writer.commit();
        }
    }

    @Test
    void whatAKilledRunHasPreparedIsSettledWithTheKeyset() {
        List<String> before = Everything.in(db);
        BesetArchive killed = BesetArchive.of(sealed()).whenPrepared(segment -> {
            throw new IllegalStateException("killed");
        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.retention(killed).run(POLICY));
        List<Segment> prepared = sealed().findPrepared();
        assertThat(prepared).hasSize(1);

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> db.retention(plain()).run(POLICY))
                .withMessageContaining("is sealed; open the archive with its keyset");

        assertThat(sealed().findPrepared()).isEqualTo(prepared);
        assertThat(Everything.in(db)).isEqualTo(before);
        db.retention(sealed()).run(POLICY);
        assertThat(sealed().findPrepared()).isEmpty();
        assertThat(rows(sealed())).isEqualTo(before);
    }

    private void assertRefused(FileArchive archive, Segment segment, String reason) {
        List<String> before = Everything.in(db);
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> segments(archive).restore(segment.id()))
                .withMessageContaining(reason);
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> segments(archive).read(segment.id(), row -> {}))
                .withMessageContaining(reason);
        assertThat(Everything.in(db)).isEqualTo(before);
    }
}
