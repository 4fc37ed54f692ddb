package io.aro.db.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import com.google.crypto.tink.streamingaead.StreamingAeadParameters;
import io.aro.db.error.ConfigurationException;
import io.aro.db.internal.file.SharedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;

/** Keyset files in Tink's JSON format; the class loads only with Tink on the class path. */
final class TinkKeysets {

    private TinkKeysets() {}

    static void create(Path file) {
        create(file, PredefinedAeadParameters.AES256_GCM);
    }

    static void createForFiles(Path file) {
        create(file, PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB);
    }

    private static void create(Path file, Parameters kind) {
        try {
            register();
            KeysetHandle keyset =
                    KeysetHandle.newBuilder().addEntry(newPrimaryKey(kind)).build();
            KeyFileRights.requireFolder(file);
            SharedFile.create(file, any -> bytes(keyset));
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(
                    String.format(
                            Locale.ROOT,
                            "The keyset %s already exists; name another file, or rotate the keyset.",
                            file),
                    e);
        } catch (IOException | GeneralSecurityException e) {
            throw unwritable(file, e);
        }
    }

    static void rotate(Path file) {
        try {
            register();
            KeyFileRights.require(file);
            SharedFile.change(file, TinkKeysets::rotated);
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException | GeneralSecurityException e) {
            throw unwritable(file, e);
        }
    }

    private static void register() throws GeneralSecurityException {
        AeadConfig.register();
        StreamingAeadConfig.register();
    }

    /** Returns the keyset with a new primary key of the former primary's kind. */
    private static byte[] rotated(Path file) throws GeneralSecurityException {
        KeysetHandle keyset = read(file);
        Parameters kind = keyset.getPrimary().getKey().getParameters() instanceof StreamingAeadParameters
                ? PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB
                : PredefinedAeadParameters.AES256_GCM;
        return bytes(
                KeysetHandle.newBuilder(keyset).addEntry(newPrimaryKey(kind)).build());
    }

    private static KeysetHandle.Builder.Entry newPrimaryKey(Parameters kind) {
        return KeysetHandle.generateEntryFromParameters(kind).withRandomId().makePrimary();
    }

    static KeysetHandle read(Path file) {
        String json = text(file);
        try {
            register();
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            // Without the cause: its message may quote keys.
            throw new ConfigurationException(String.format(
                    Locale.ROOT, "The file %s is not a keyset; create a keyset with Keysets.create(…).", file));
        }
    }

    static KeysetHandle read(Path file, Aead service) {
        String json = text(file);
        try {
            register();
            return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                    json, service, new byte[0], RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    String.format(
                            Locale.ROOT,
                            "The key management service cannot open the keyset %s; check its key and the file.",
                            file),
                    e);
        }
    }

    private static String text(Path file) {
        try {
            KeyFileRights.require(file);
            try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "The keyset %s cannot be read; check the file.", file), e);
        }
    }

    private static byte[] bytes(KeysetHandle keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                        keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ConfigurationException missing(Path file, NoSuchFileException cause) {
        return new ConfigurationException(
                String.format(
                        Locale.ROOT,
                        "The keyset %s does not exist; restore it from its copy, or create a keyset with Keysets.create(…), for files with Keysets.createForFiles(…).",
                        file),
                cause);
    }

    private static ConfigurationException unwritable(Path file, Exception cause) {
        return new ConfigurationException(
                String.format(Locale.ROOT, "The keyset %s cannot be written; check the folder.", file), cause);
    }
}
