package io.aro.db.backup;

import io.aro.db.crypto.FileAddress;
import io.aro.db.crypto.StreamCipher;
import io.aro.db.internal.value.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/** Sealing and opening of a backup, bound to its file name. */
final class BackupSeal {

    private final StreamCipher cipher;
    private final FileAddress address;

    /** Normalizes the file name to NFC: file systems may change the Unicode form of names. */
    BackupSeal(Path named, StreamCipher cipher) {
        this.cipher = cipher;
        this.address = new FileAddress(
                "backup", Normalizer.normalize(String.valueOf(named.getFileName()), Normalizer.Form.NFC));
    }

    /**
     * Seals a plain file into an existing empty file, reads the result back and compares hashes.
     *
     * @throws BackupException if the hashes differ
     */
    void seal(Path plain, Path sealed) throws IOException {
        byte[] written;
        try (DigestInputStream content = new DigestInputStream(read(plain), Sha256.create());
                OutputStream output = cipher.seal(write(sealed), address)) {
            content.transferTo(output);
            written = content.getMessageDigest().digest();
        }
        try (DigestInputStream content = new DigestInputStream(cipher.open(read(sealed), address), Sha256.create())) {
            content.transferTo(OutputStream.nullOutputStream());
            if (!Arrays.equals(written, content.getMessageDigest().digest())) {
                throw new BackupException(
                        String.format(
                                Locale.ROOT,
                                "The sealed copy %s does not read back as written; check the disk, and run again.",
                                sealed),
                        null);
            }
        }
    }

    /** Opens a sealed file into an existing empty file. */
    void open(Path sealed, Path plain) throws IOException {
        try (OutputStream output = write(plain);
                InputStream content = cipher.open(read(sealed), address)) {
            content.transferTo(output);
        }
    }

    private static InputStream read(Path file) throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static OutputStream write(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
}
