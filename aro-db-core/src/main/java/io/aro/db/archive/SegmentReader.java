package io.aro.db.archive;

import io.aro.db.crypto.StreamCipher;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Sha256;
import io.aro.db.refusal.InvalidValueException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The reading of the data of a segment, with a check against its manifest; serves one read. */
final class SegmentReader {

    private final Segment segment;
    private final @Nullable StreamCipher cipher;
    private final Consumer<ArchivedRow> reader;

    private SegmentReader(Segment segment, @Nullable StreamCipher cipher, Consumer<ArchivedRow> reader) {
        this.segment = segment;
        this.cipher = cipher;
        this.reader = reader;
    }

    static void read(SegmentFiles files, Segment segment, @Nullable StreamCipher cipher, Consumer<ArchivedRow> reader) {
        new SegmentReader(segment, cipher, reader).read(files);
    }

    /** Looks for the final name again at last, since the pending one may be renamed in between. */
    private void read(SegmentFiles files) {
        for (Path data : List.of(files.data(), files.pendingData())) {
            if (isRead(data)) {
                return;
            }
        }
        if (!isRead(files.data())) {
            throw ArchiveException.harmed(files.data(), "is not there", null);
        }
    }

    /** Returns false if there is no such file. */
    private boolean isRead(Path data) {
        try (InputStream file = Files.newInputStream(data, LinkOption.NOFOLLOW_LINKS)) {
            read(file, data);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw ArchiveException.harmed(data, unreadable(data), e);
        }
    }

    private String unreadable(Path data) {
        if (Files.isSymbolicLink(data)) {
            return "is a symbolic link";
        }
        return segment.sealed()
                ? "cannot be opened: it was cut off or changed, or another keyset sealed it; use the right keyset, or"
                : "cannot be read";
    }

    private void read(InputStream file, Path data) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        String sha256;
        try (DigestInputStream digest = new DigestInputStream(file, Sha256.create());
                InputStream opened = open(digest, data);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(opened, 1 << 16), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ArchivedRow row = parse(data, line);
                counts.merge(row.table(), 1L, Long::sum);
                reader.accept(row);
            }
            opened.transferTo(OutputStream.nullOutputStream());
            digest.transferTo(OutputStream.nullOutputStream());
            sha256 = Sha256.hex(digest.getMessageDigest());
        }
        if (!sha256.equals(segment.sha256()) || !counts.equals(new TreeMap<>(segment.rows()))) {
            throw ArchiveException.harmed(data, "is not what its manifest says", null);
        }
    }

    /** Data that were written plain are read also where new segments are sealed. */
    private InputStream open(InputStream file, Path data) throws IOException {
        if (!segment.sealed()) {
            return file;
        }
        if (cipher == null) {
            throw new ArchiveException(
                    String.format(
                            Locale.ROOT,
                            "The segment %s is sealed; open the archive with its keyset (FileArchive.in(…).sealedBy(…)).",
                            data),
                    null);
        }
        return cipher.open(file, SegmentFiles.address(segment.source(), segment.id()));
    }

    private static ArchivedRow parse(Path data, String line) {
        ArchivedRow row;
        try {
            row = Json.read(line, ArchivedRow.class);
        } catch (InvalidValueException e) {
            throw ArchiveException.harmed(data, "has a line that is not one", e);
        }
        if (row == null
                || row.table() == null
                || row.row() == null
                || !row.row().isObject()) {
            throw ArchiveException.harmed(data, "has a line that is not one", null);
        }
        return row;
    }
}
