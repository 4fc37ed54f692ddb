package io.aro.db.crypto;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The address of a sealed file: the content opens only under the name of its sealing.
 *
 * @param kind the kind of file, such as {@code backup}
 * @param name the name, unique within the kind
 */
public record FileAddress(String kind, String name) {

    /**
     * Returns the address as associated data for authenticated encryption; different addresses have different bytes.
     */
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
