package io.aro.db.testkit.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param type the type in the engine's notation; on SQLite the declared type, which may be any name
 * @param defaultValue the SQL expression of the default; null without a default
 * @param collation the collation; null for the default of the database
 */
public record Column(
        String name,
        String type,
        boolean nullable,
        @Nullable String defaultValue,
        @Nullable String collation) {

    /** Returns the column as one line of a CREATE TABLE statement. */
    @Override
    public String toString() {
        return name + " " + type
                + (collation == null ? "" : " COLLATE " + collation)
                + (nullable ? "" : " NOT NULL")
                + (defaultValue == null ? "" : " DEFAULT " + defaultValue);
    }
}
