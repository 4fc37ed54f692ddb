package io.aro.db.archive;

import io.aro.db.error.InvalidValueException;
import io.aro.db.internal.Json;
import io.aro.db.internal.Sha256;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Reads the data of a segment and checks them against its manifest. */
final class SegmentReader {

    private SegmentReader() {}

    /** Looks for the final name again at last, since the pending one may be renamed in between. */
    static void read(SegmentFiles files, Segment segment, Consumer<ArchivedRow> reader) {
        for (Path data : List.of(files.data(), files.pendingData())) {
            if (isRead(data, segment, reader)) {
                return;
            }
        }
        if (!isRead(files.data(), segment, reader)) {
            throw ArchiveException.harmed(files.data(), "is not there", null);
        }
    }

    /** Returns false if there is no such file. */
    private static boolean isRead(Path data, Segment segment, Consumer<ArchivedRow> reader) {
        try (InputStream file = Files.newInputStream(data, LinkOption.NOFOLLOW_LINKS)) {
            read(file, data, segment, reader);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw ArchiveException.harmed(
                    data, Files.isSymbolicLink(data) ? "is a symbolic link" : "cannot be read", e);
        }
    }

    private static void read(InputStream file, Path data, Segment segment, Consumer<ArchivedRow> reader)
            throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        String sha256;
        try (DigestInputStream digest = new DigestInputStream(file, Sha256.create());
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(digest, 1 << 16), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ArchivedRow row = parse(data, line);
                counts.merge(row.table(), 1L, Long::sum);
                reader.accept(row);
            }
            digest.transferTo(OutputStream.nullOutputStream());
            sha256 = Sha256.hex(digest.getMessageDigest());
        }
        if (!sha256.equals(segment.sha256()) || !counts.equals(new TreeMap<>(segment.rows()))) {
            throw ArchiveException.harmed(data, "is not what its manifest says", null);
        }
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
