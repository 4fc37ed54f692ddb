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
 * A field cipher by Google Tink: AES-256-GCM with a random nonce for each value; a prefix names the key.
 *
 * <p>Needs {@code com.google.crypto.tink:tink} on the class path. The primary key of the keyset seals; all its keys
 * open. Immutable and thread-safe.
 */
public final class TinkCipher implements FieldCipher {

    /** The length of Tink's prefix: one byte for the format, and four for the key id. */
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
     * @throws ConfigurationException if the keys are not for authenticated encryption
     */
    public static TinkCipher of(KeysetHandle keyset) {
        try {
            AeadConfig.register();
            Aead aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
            return new TinkCipher(aead, keyset.getPrimary().getId());
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "The keyset is not for authenticated encryption; create a keyset with Keysets.create(…).", e);
        }
    }

    /**
     * Returns the cipher of a plain keyset file.
     *
     * @throws ConfigurationException if the file is missing, is readable by other users or is not a keyset, or Tink is
     *     missing
     */
    public static TinkCipher ofFile(Path keyset) {
        requireTink();
        return of(TinkKeysets.read(keyset));
    }

    /**
     * Returns the cipher of a keyset file encrypted by a key management service.
     *
     * @param keyset the file; the same permissions apply as for a plain keyset
     * @param service the client of the service, for decrypting the file
     * @throws ConfigurationException if the file is missing or readable by other users, or the service cannot decrypt
     *     it
     */
    public static TinkCipher ofEncryptedFile(Path keyset, Aead service) {
        return of(TinkKeysets.read(keyset, service));
    }

    /**
     * Verifies that Tink, an optional dependency, is on the class path.
     *
     * @throws ConfigurationException if Tink is missing
     */
    static void requireTink() {
        try {
            Class.forName("com.google.crypto.tink.aead.AeadConfig", false, TinkCipher.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(
                    "Google Tink, needed to seal secrets, is not on the class path; add the dependency"
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
            // A truncated value; open() reports it.
            return false;
        }
        return bytes.length > PREFIX
                && bytes[0] == FORMAT
                && ByteBuffer.wrap(bytes, 1, PREFIX - 1).getInt() == primaryKey;
    }
}
