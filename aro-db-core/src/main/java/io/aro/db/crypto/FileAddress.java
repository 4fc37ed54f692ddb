package io.aro.db.crypto;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The address of a sealed file, whose content cannot be opened under another name.
 *
 * @param kind the kind of the file, such as {@code backup}
 * @param name the name among those of its kind
 */
public record FileAddress(String kind, String name) {

    /** Returns the address as the associated data of an encryption, unique to the address. */
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
