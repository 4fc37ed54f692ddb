package io.aro.db.crypto;

import io.aro.db.error.ConfigurationException;
import java.nio.file.Path;

/**
 * Creation and rotation of keyset files, in Tink's JSON format. The files hold keys in plain text, so guard them.
 *
 * <p>Needs {@code com.google.crypto.tink:tink} on the class path. Without the keyset, sealed values are lost: keep a
 * copy apart from the database and its backups.
 *
 * <p>File and folder must belong to this user or to root. Other users must not be able to read the file or to write the
 * folder; a folder with a sticky bit is fine. Symbolic links are rejected. The same rules apply each time that a keyset
 * is opened.
 */
public final class Keysets {

    private Keysets() {}

    /**
     * Creates a keyset for {@link TinkCipher} with one AES-256-GCM key, in a new file readable by the owner only.
     *
     * @throws ConfigurationException if the file exists or cannot be written, other users can write its folder, or Tink
     *     is missing
     */
    public static void create(Path file) {
        TinkCipher.requireTink();
        TinkKeysets.create(file);
    }

    /**
     * Creates a keyset for archives and backups with one key for {@link TinkStreamCipher}, in a new file readable by
     * the owner only.
     *
     * <p>Use separate keysets for files and for secrets in the database, and keep them in different places.
     *
     * @throws ConfigurationException as in {@link #create}
     */
    public static void createForFiles(Path file) {
        TinkCipher.requireTink();
        TinkKeysets.createForFiles(file);
    }

    /**
     * Adds a new primary key to a keyset of either kind; earlier keys still open their values.
     *
     * <p>After the rotation, reopen the database with the new keyset in all processes, then call {@code
     * db.businessConfig().reseal(…)}. A process with the former keyset cannot open values of the new key. Threads and
     * processes of one machine may rotate concurrently; each adds a key.
     *
     * @throws ConfigurationException if the file cannot be read or replaced, or Tink is missing; the file is unchanged
     *     then
     */
    public static void rotate(Path file) {
        TinkCipher.requireTink();
        TinkKeysets.rotate(file);
    }
}
