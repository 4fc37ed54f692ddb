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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the data of a segment and checks them against its manifest. */
final class SegmentReader {

    private SegmentReader() {}

    static void read(Path data, Segment segment, Consumer<ArchivedRow> reader) {
        Map<String, Long> counts = new TreeMap<>();
        String sha256;
        try (InputStream file = Files.newInputStream(data);
                DigestInputStream digest = new DigestInputStream(file, Sha256.create());
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(digest, 1 << 16), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ArchivedRow row = parse(data, line);
                counts.merge(row.table(), 1L, Long::sum);
                reader.accept(row);
            }
            digest.transferTo(OutputStream.nullOutputStream());
            sha256 = Sha256.hex(digest.getMessageDigest());
        } catch (NoSuchFileException e) {
            throw corrupt(data, "is not there", e);
        } catch (IOException e) {
            throw corrupt(data, "cannot be read", e);
        }
        if (!sha256.equals(segment.sha256()) || !counts.equals(new TreeMap<>(segment.rows()))) {
            throw corrupt(data, "is not what its manifest says", null);
        }
    }

    private static ArchivedRow parse(Path data, String line) {
        try {
            return Json.read(line, ArchivedRow.class);
        } catch (InvalidValueException e) {
            throw corrupt(data, "has a line that is not one", e);
        }
    }

    private static ArchiveException corrupt(Path data, String what, @Nullable Exception cause) {
        return new ArchiveException(
                "The segment %s %s; put it back from a copy of the archive.".formatted(data, what), cause);
    }
}
