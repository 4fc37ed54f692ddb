package io.aro.db.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import io.aro.db.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * A file cipher by Google Tink's streaming encryption: AES-256-GCM in segments of one megabyte, with keys derived by
 * HKDF.
 *
 * <p>Needs {@code com.google.crypto.tink:tink} on the class path, and a keyset of {@link Keysets#createForFiles}. The
 * primary key of the keyset seals; all its keys open. A stream uses a few megabytes of memory for any file size.
 * Immutable and thread-safe.
 */
public final class TinkStreamCipher implements StreamCipher {

    private final StreamingAead aead;

    private TinkStreamCipher(StreamingAead aead) {
        this.aead = aead;
    }

    /**
     * Returns the cipher of a keyset in memory, for example from a key management service.
     *
     * @throws ConfigurationException if the keys are not for streaming encryption
     */
    public static TinkStreamCipher of(KeysetHandle keyset) {
        try {
            StreamingAeadConfig.register();
            return new TinkStreamCipher(keyset.getPrimitive(RegistryConfiguration.get(), StreamingAead.class));
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "The keyset is not for files; create a keyset with Keysets.createForFiles(…).", e);
        }
    }

    /**
     * Returns the cipher of a plain keyset file.
     *
     * @throws ConfigurationException if the file is missing, is readable by other users or is not a keyset for files,
     *     or Tink is missing
     */
    public static TinkStreamCipher ofFile(Path keyset) {
        TinkCipher.requireTink();
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
    public static TinkStreamCipher ofEncryptedFile(Path keyset, Aead service) {
        return of(TinkKeysets.read(keyset, service));
    }

    @Override
    public OutputStream seal(OutputStream file, FileAddress address) throws IOException {
        try {
            return aead.newEncryptingStream(file, address.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IOException("the content cannot be sealed", e);
        }
    }

    @Override
    public InputStream open(InputStream file, FileAddress address) throws IOException {
        try {
            return aead.newDecryptingStream(file, address.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IOException("the content cannot be opened", e);
        }
    }
}
