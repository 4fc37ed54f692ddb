package io.aro.db.archive;

import tools.jackson.databind.JsonNode;

/**
 * One row of a segment.
 *
 * @param table the table it was in, such as {@code events}
 * @param row its columns by name; ids and times are texts, decimals are numbers, documents are part of it
 */
public record ArchivedRow(String table, JsonNode row) {

    /** Leaves out the row, which may hold personal data. */
    @Override
    public String toString() {
        return "ArchivedRow[table=" + table + "]";
    }
}
