package io.aro.db.crypto;

import io.aro.db.error.ConfigurationException;
import java.nio.file.Path;

/**
 * Creation and rotation of keysets in files, in Tink's JSON format; a file holds its keys in clear text, so guard it.
 *
 * <p>It needs {@code com.google.crypto.tink:tink} on the class path, as the ciphers do. A keyset that is lost takes
 * every sealed value with it: keep a copy apart from the database and its backups.
 *
 * <p>A file of keys, and its folder, belong to this user or to root. Nobody else may read the file or write the folder,
 * unless that has a sticky bit, and the file is no symbolic link. Otherwise the file is refused, here and where it is opened.
 */
public final class Keysets {

    private Keysets() {}

    /**
     * Creates a keyset with one new key for AES-256-GCM, in a new file that only its owner may read.
     *
     * @throws ConfigurationException if the file is there already or cannot be written, others may write its folder, or
     *     Tink is missing
     */
    public static void create(Path file) {
        TinkCipher.requireTink();
        TinkKeysets.create(file);
    }

    /**
     * Creates a keyset with one new key for sealing archives and backups by {@link TinkStreamCipher}, in a new file that only
     * its owner may read.
     *
     * <p>It is a keyset of its own: the key of a long backup must not be that of the secrets in the database, and the two
     * are kept in different places.
     *
     * @throws ConfigurationException as {@link #create} does
     */
    public static void createForFiles(Path file) {
        TinkCipher.requireTink();
        TinkKeysets.createForFiles(file);
    }

    /**
     * Adds a new primary key to a keyset of either kind; values of the former keys can still be opened.
     *
     * <p>Open the database with the new keyset everywhere, then seal the values anew by {@code
     * db.businessConfig().reseal(…)}. A process that still has the former keyset cannot open what the new key sealed. Several
     * threads and processes of one machine may rotate at a time; each adds its key.
     *
     * @throws ConfigurationException if the file cannot be read or replaced, which is then as it was, or Tink is missing
     */
    public static void rotate(Path file) {
        TinkCipher.requireTink();
        TinkKeysets.rotate(file);
    }
}
