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
 * A cipher of files by Google Tink's streaming encryption: AES-256-GCM in segments of a megabyte, keys derived by HKDF.
 *
 * <p>It needs {@code com.google.crypto.tink:tink} on the class path, and a keyset of {@link Keysets#createForFiles}. A keyset
 * may have several keys: its primary key seals, and every one opens. A stream takes a few megabytes, whatever its length.
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
     * @throws ConfigurationException if its keys are not for streaming encryption
     */
    public static TinkStreamCipher of(KeysetHandle keyset) {
        try {
            StreamingAeadConfig.register();
            return new TinkStreamCipher(keyset.getPrimitive(RegistryConfiguration.get(), StreamingAead.class));
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "The keyset is not one for files; make one with Keysets.createForFiles(…).", e);
        }
    }

    /**
     * Returns the cipher of a keyset in a file, which only its owner may read.
     *
     * @throws ConfigurationException if the file is not there, may be read by others, or is no keyset for files, or Tink is
     *     missing
     */
    public static TinkStreamCipher ofFile(Path keyset) {
        TinkCipher.requireTink();
        return of(TinkKeysets.read(keyset));
    }

    /**
     * Returns the cipher of a keyset in a file that a key management service has encrypted.
     *
     * @param service opens the file; a client of the service
     * @throws ConfigurationException if the file is not there, or the service cannot open it
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
