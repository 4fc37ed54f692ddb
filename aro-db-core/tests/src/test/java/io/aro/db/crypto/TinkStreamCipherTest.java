package io.aro.db.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import io.aro.db.error.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealing of files by Tink, with rotations, truncated and changed files. */
class TinkStreamCipherTest {

    private static final FileAddress HERE = new FileAddress("backup", "copy.db");
    private static final byte[] TEXT = "prefers mornings".getBytes(StandardCharsets.UTF_8);
    private static final int SEGMENT = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    private Path keyset = Path.of("");

    @BeforeEach
    void makesAKeyset() {
        keyset = folder.resolve("keyset.json");
        Keysets.createForFiles(keyset);
    }

    private static byte[] seal(StreamCipher cipher, byte[] content, FileAddress address) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream sealed = cipher.seal(file, address)) {
            sealed.write(content);
        }
        return file.toByteArray();
    }

    private static byte[] open(StreamCipher cipher, byte[] file, FileAddress address) throws IOException {
        try (InputStream opened = cipher.open(new ByteArrayInputStream(file), address)) {
            return opened.readAllBytes();
        }
    }

    private static void refuses(StreamCipher cipher, byte[] file, FileAddress address) {
        assertThatIOException().isThrownBy(() -> open(cipher, file, address));
    }

    @Test
    void opensWhatItSealed() throws IOException {
        TinkStreamCipher cipher = TinkStreamCipher.ofFile(keyset);

        byte[] sealed = seal(cipher, TEXT, HERE);

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("prefers");
        assertThat(open(cipher, sealed, HERE)).isEqualTo(TEXT);
        assertThat(seal(cipher, TEXT, HERE)).isNotEqualTo(sealed);
    }

    @Test
    void opensNothingThatWasMovedOrAltered() throws IOException {
        TinkStreamCipher cipher = TinkStreamCipher.ofFile(keyset);
        byte[] sealed = seal(cipher, TEXT, HERE);

        refuses(cipher, sealed, new FileAddress("backup", "other.db"));
        refuses(cipher, sealed, new FileAddress("archive", "copy.db"));
        refuses(cipher, sealed, new FileAddress("backupc", "opy.db"));
        for (int at = 0; at < sealed.length; at++) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            refuses(cipher, flipped, HERE);
            refuses(cipher, Arrays.copyOf(sealed, at), HERE);
        }
        refuses(cipher, Arrays.copyOf(sealed, sealed.length + 1), HERE);
        refuses(cipher, TEXT, HERE);
    }

    @Test
    void tellsAnEndThatWasCutOffFromTheEnd() throws IOException {
        TinkStreamCipher cipher = TinkStreamCipher.ofFile(keyset);
        byte[] content = new byte[2 * SEGMENT + SEGMENT / 2];
        new Random(16).nextBytes(content);

        byte[] sealed = seal(cipher, content, HERE);

        assertThat(open(cipher, sealed, HERE)).isEqualTo(content);
        for (int length : new int[] {SEGMENT, 2 * SEGMENT, sealed.length - 1}) {
            refuses(cipher, Arrays.copyOf(sealed, length), HERE);
        }
    }

    @Test
    void opensWithAFormerKeyAndSealsWithTheNewOne() throws IOException {
        TinkStreamCipher former = TinkStreamCipher.ofFile(keyset);
        byte[] old = seal(former, TEXT, HERE);

        Keysets.rotate(keyset);

        TinkStreamCipher rotated = TinkStreamCipher.ofFile(keyset);
        assertThat(open(rotated, old, HERE)).isEqualTo(TEXT);
        refuses(former, seal(rotated, TEXT, HERE), HERE);
    }

    @Test
    void opensNothingWithAnotherKeyset() throws IOException {
        byte[] sealed = seal(TinkStreamCipher.ofFile(keyset), TEXT, HERE);
        Path other = folder.resolve("other.json");
        Keysets.createForFiles(other);

        refuses(TinkStreamCipher.ofFile(other), sealed, HERE);
    }

    @Test
    void opensAKeysetThatAServiceHasEncrypted() throws Exception {
        Path service = folder.resolve("service.json");
        Keysets.create(service);
        Aead kms = TinkKeysets.read(service).getPrimitive(RegistryConfiguration.get(), Aead.class);
        Path encrypted = folder.resolve("encrypted.json");
        Files.writeString(
                encrypted,
                TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                        TinkJsonProtoKeysetFormat.parseKeyset(
                                Files.readString(keyset), RegistryConfiguration.get(), InsecureSecretKeyAccess.get()),
                        kms,
                        new byte[0],
                        RegistryConfiguration.get()));
        Files.setPosixFilePermissions(encrypted, PosixFilePermissions.fromString("rw-------"));

        byte[] sealed = seal(TinkStreamCipher.ofEncryptedFile(encrypted, kms), TEXT, HERE);

        assertThat(open(TinkStreamCipher.ofFile(keyset), sealed, HERE)).isEqualTo(TEXT);
    }

    @Test
    void aKeysetIsForFilesOrForFields() {
        Path fields = folder.resolve("fields.json");
        Keysets.create(fields);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TinkStreamCipher.ofFile(fields))
                .withMessageContaining("is not for files; create a keyset with Keysets.createForFiles");
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> TinkCipher.ofFile(keyset));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Keysets.createForFiles(keyset))
                .withMessageContaining("already exists");
    }
}
