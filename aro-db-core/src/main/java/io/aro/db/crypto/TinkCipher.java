package io.aro.db.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import io.aro.db.error.ConfigurationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;

/**
 * A cipher by Google Tink: AES-256-GCM with a random nonce for each value, whose first bytes name the key.
 *
 * <p>It needs {@code com.google.crypto.tink:tink} on the class path. A keyset may have several keys: its primary key
 * seals, and every one opens. Immutable and thread-safe.
 */
public final class TinkCipher implements FieldCipher {

    /** What Tink puts before a value: a byte for the format and four for the id of the key. */
    private static final int PREFIX = 5;

    private static final byte FORMAT = 1;

    private final Aead aead;
    private final int primaryKey;

    private TinkCipher(Aead aead, int primaryKey) {
        this.aead = aead;
        this.primaryKey = primaryKey;
    }

    /**
     * Returns the cipher of a keyset in memory, for example from a key management service.
     *
     * @throws ConfigurationException if its keys are not for authenticated encryption
     */
    public static TinkCipher of(KeysetHandle keyset) {
        try {
            AeadConfig.register();
            Aead aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
            return new TinkCipher(aead, keyset.getPrimary().getId());
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "The keyset is not one for authenticated encryption; make one with Keysets.create(…).", e);
        }
    }

    /**
     * Returns the cipher of a keyset in a file, which only its owner may read.
     *
     * @throws ConfigurationException if the file is not there, may be read by others, or is no keyset, or Tink is missing
     */
    public static TinkCipher ofFile(Path keyset) {
        requireTink();
        return of(TinkKeysets.read(keyset));
    }

    /**
     * Returns the cipher of a keyset in a file that a key management service has encrypted.
     *
     * @param service opens the file; a client of the service
     * @throws ConfigurationException if the file is not there, or the service cannot open it
     */
    public static TinkCipher ofEncryptedFile(Path keyset, Aead service) {
        return of(TinkKeysets.read(keyset, service));
    }

    /** Refuses to go on without Tink, which is an optional dependency. */
    static void requireTink() {
        try {
            Class.forName("com.google.crypto.tink.aead.AeadConfig", false, TinkCipher.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(
                    "Secrets are sealed by Google Tink, which is not on the class path; add the dependency"
                            + " com.google.crypto.tink:tink.",
                    e);
        }
    }

    @Override
    public String seal(String text, FieldAddress address) {
        try {
            byte[] sealed = aead.encrypt(text.getBytes(StandardCharsets.UTF_8), address.associatedData());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new SealedFieldException(
                    String.format(Locale.ROOT, "The value of %s cannot be sealed; see the cause.", address), e);
        }
    }

    @Override
    public String open(String sealed, FieldAddress address) {
        try {
            byte[] text = aead.decrypt(Base64.getUrlDecoder().decode(sealed), address.associatedData());
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw SealedFieldException.unopenable(address);
        }
    }

    @Override
    public boolean isCurrent(String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            // It was cut, which opening it says.
            return false;
        }
        return bytes.length > PREFIX
                && bytes[0] == FORMAT
                && ByteBuffer.wrap(bytes, 1, PREFIX - 1).getInt() == primaryKey;
    }
}
