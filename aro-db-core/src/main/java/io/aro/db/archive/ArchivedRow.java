package io.aro.db.archive;

import tools.jackson.databind.JsonNode;

/**
 * A row of a segment.
 *
 * @param table the row's former table, such as {@code events}
 * @param row the columns by name: ids and times as texts, decimals as numbers, JSON documents as nested values
 */
public record ArchivedRow(String table, JsonNode row) {

    /** Returns the table only, because the row may hold personal data. */
    @Override
    public String toString() {
        return "ArchivedRow[table=" + table + "]";
    }
}
