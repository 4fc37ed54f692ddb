package io.aro.db.archive;

import io.aro.db.crypto.FileAddress;
import io.aro.db.crypto.StreamCipher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Seals the data of segments, if the archive has a cipher, each bound to its source and id; immutable and thread-safe.
 *
 * @param cipher seals and opens, or null to write plain data
 */
record SegmentSeal(@Nullable StreamCipher cipher) {

    static final SegmentSeal NONE = new SegmentSeal(null);

    boolean isSealing() {
        return cipher != null;
    }

    OutputStream seal(OutputStream file, String source, UUID id) throws IOException {
        return cipher == null ? file : cipher.seal(file, address(source, id));
    }

    /**
     * Returns the plain data; what was written plain is read also where new segments are sealed.
     *
     * @throws ArchiveException if they are sealed, and the archive has no cipher
     */
    InputStream open(InputStream file, Path data, Segment segment) throws IOException {
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
        return cipher.open(file, address(segment.source(), segment.id()));
    }

    private static FileAddress address(String source, UUID id) {
        return new FileAddress("archive " + source, id.toString());
    }
}
