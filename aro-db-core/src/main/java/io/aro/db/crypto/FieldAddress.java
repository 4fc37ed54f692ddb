package io.aro.db.crypto;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.UUID;

/**
 * The address of a sealed field: a value opens only at the address of its sealing.
 *
 * @param table the name of the table
 * @param row the id of the row
 * @param field the column, followed by the path within a JSON document, joined by dots
 * @param version the row's version at the sealing, which prevents replay of an older value
 */
public record FieldAddress(String table, UUID row, String field, int version) {

    /**
     * Returns the address as associated data for authenticated encryption; different addresses have different bytes.
     */
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

    /** Returns the field, table and row for messages, without the version. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s.%s of %s", table, field, row);
    }
}
