package io.aro.db.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import io.aro.db.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Sealing of fields by Tink, with rotations and refused values. */
class TinkCipherTest {

    private static final UUID ROW = new UUID(1, 2);
    private static final FieldAddress HERE = new FieldAddress("business_config", ROW, "integrations.payment.apiKey", 3);
    private static final String TEXT = "sk_live_hush";

    @TempDir
    private Path folder = Path.of("");

    private Path keyset = Path.of("");

    @BeforeEach
    void makesAKeyset() {
        keyset = folder.resolve("keyset.json");
        Keysets.create(keyset);
    }

    @Test
    void opensWhatItSealed() {
        TinkCipher cipher = TinkCipher.ofFile(keyset);

        String sealed = cipher.seal(TEXT, HERE);

        assertThat(sealed).doesNotContain(TEXT).matches("[A-Za-z0-9_-]+");
        assertThat(cipher.open(sealed, HERE)).isEqualTo(TEXT);
        assertThat(cipher.isCurrent(sealed)).isTrue();
    }

    @Test
    void sealsEqualTextsDifferently() {
        TinkCipher cipher = TinkCipher.ofFile(keyset);
        Set<String> sealed = new HashSet<>();

        for (int i = 0; i < 100; i++) {
            sealed.add(cipher.seal(TEXT, HERE));
        }

        assertThat(sealed).hasSize(100);
    }

    @Test
    void opensNothingThatWasMovedOrAltered() {
        TinkCipher cipher = TinkCipher.ofFile(keyset);
        String sealed = cipher.seal(TEXT, HERE);

        refuses(cipher, sealed, new FieldAddress("other_table", ROW, HERE.field(), 3));
        refuses(cipher, sealed, new FieldAddress(HERE.table(), new UUID(1, 3), HERE.field(), 3));
        refuses(cipher, sealed, new FieldAddress(HERE.table(), ROW, "integrations.booking.apiKey", 3));
        refuses(cipher, sealed, new FieldAddress(HERE.table(), ROW, HERE.field(), 2));
        refuses(cipher, sealed, new FieldAddress(HERE.table(), ROW, HERE.field(), 4));
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            refuses(cipher, Base64.getUrlEncoder().withoutPadding().encodeToString(flipped), HERE);
        }
        refuses(cipher, "", HERE);
        refuses(cipher, "not base64!", HERE);
        refuses(cipher, sealed.substring(0, sealed.length() / 2), HERE);
    }

    private static void refuses(TinkCipher cipher, String sealed, FieldAddress address) {
        assertThatExceptionOfType(SealedFieldException.class)
                .isThrownBy(() -> cipher.open(sealed, address))
                .satisfies(refusal ->
                        assertThat(refusal.toString() + refusal.getCause()).doesNotContain(TEXT))
                .withMessageContaining("use the right keyset, or set a new value");
    }

    @Test
    void opensWithAFormerKeyAndSealsWithTheNewOne() {
        TinkCipher former = TinkCipher.ofFile(keyset);
        String old = former.seal(TEXT, HERE);

        Keysets.rotate(keyset);

        TinkCipher rotated = TinkCipher.ofFile(keyset);
        assertThat(rotated.open(old, HERE)).isEqualTo(TEXT);
        assertThat(rotated.isCurrent(old)).isFalse();
        String anew = rotated.seal(TEXT, HERE);
        assertThat(rotated.isCurrent(anew)).isTrue();
        refuses(former, anew, HERE);
    }

    @Test
    void opensNothingWithAnotherKeyset() {
        String sealed = TinkCipher.ofFile(keyset).seal(TEXT, HERE);
        Path other = folder.resolve("other.json");
        Keysets.create(other);

        refuses(TinkCipher.ofFile(other), sealed, HERE);
    }

    @Test
    void opensAKeysetThatAServiceHasEncrypted() throws Exception {
        Path service = folder.resolve("service.json");
        Keysets.create(service);
        Aead kms = TinkKeysets.read(service).getPrimitive(RegistryConfiguration.get(), Aead.class);
        KeysetHandle handle = TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(keyset), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        Path encrypted = folder.resolve("encrypted.json");
        Files.writeString(
                encrypted,
                TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                        handle, kms, new byte[0], RegistryConfiguration.get()));
        Files.setPosixFilePermissions(encrypted, PosixFilePermissions.fromString("rw-------"));

        String sealed = TinkCipher.ofEncryptedFile(encrypted, kms).seal(TEXT, HERE);

        assertThat(TinkCipher.ofFile(keyset).open(sealed, HERE)).isEqualTo(TEXT);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TinkCipher.ofEncryptedFile(keyset, kms));
    }

    @Test
    void refusesAKeysetThatIsMissingOpenToOthersOrNone() throws IOException {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TinkCipher.ofFile(folder.resolve("missing.json")))
                .withMessageContaining("does not exist");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Keysets.create(keyset))
                .withMessageContaining("already exists");
        Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TinkCipher.ofFile(keyset))
                .withMessageContaining("chmod 600");
        Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(keyset, "{\"key\":\"sk_live_hush\"}");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TinkCipher.ofFile(keyset))
                .withMessageContaining("is not a keyset")
                .satisfies(refusal -> assertThat(refusal).hasNoCause());
    }

    @Test
    void makesAKeysetThatOnlyItsOwnerMayRead() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset)))
                .isEqualTo("rw-------");
        Keysets.rotate(keyset);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(keyset)).contains("AesGcmKey");
    }

    @Test
    void aSecretShowsItselfToNobodyButWhoAsks() {
        Secret secret = Secret.of(TEXT);

        assertThat(secret).hasToString("***");
        assertThat(String.format(Locale.ROOT, "%s %s", secret, Map.of("key", secret)))
                .doesNotContain(TEXT);
        assertThat(JsonMapper.shared().writeValueAsString(Map.of("key", secret)))
                .isEqualTo("{\"key\":\"***\"}");
        assertThat(JsonMapper.shared().readValue("\"sk_live_hush\"", Secret.class))
                .isEqualTo(secret);
        assertThat(secret.reveal()).isEqualTo(TEXT);
        assertThat(secret)
                .isEqualTo(Secret.of(TEXT))
                .isNotEqualTo(Secret.of("other"))
                .isNotEqualTo(TEXT);
        assertThat(secret).isNotInstanceOf(java.io.Serializable.class);
    }

    @Test
    void noTwoAddressesHaveTheSameAssociatedData() {
        assertThat(new FieldAddress("ab", ROW, "c", 1).associatedData())
                .isNotEqualTo(new FieldAddress("a", ROW, "bc", 1).associatedData());
    }
}
