package io.aro.db.crypto;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.UUID;

/**
 * The address of a sealed value, which cannot be opened at another one.
 *
 * @param table the table
 * @param row the id of the row
 * @param field the column and, within a document, the members that lead to the value, with dots between
 * @param version the version of the row in which it was sealed, so that an older value cannot be put back
 */
public record FieldAddress(String table, UUID row, String field, int version) {

    /** Returns the address as the associated data of an encryption, unique to the address. */
    public byte[] associatedData() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeUTF("aro-db");
            data.writeUTF(table);
            data.writeLong(row.getMostSignificantBits());
            data.writeLong(row.getLeastSignificantBits());
            data.writeUTF(field);
            data.writeInt(version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s.%s of %s", table, field, row);
    }
}
