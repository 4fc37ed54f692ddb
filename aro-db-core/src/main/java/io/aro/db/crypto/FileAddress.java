package io.aro.db.crypto;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Says which file sealed content belongs to; under another name it cannot be opened.
 *
 * @param kind the kind of the file, such as {@code backup}
 * @param name the name among those of its kind
 */
public record FileAddress(String kind, String name) {

    /** Returns the address as the associated data of an encryption, in which no two addresses are alike. */
    public byte[] associatedData() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeUTF("aro-db file");
            data.writeUTF(kind);
            data.writeUTF(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
