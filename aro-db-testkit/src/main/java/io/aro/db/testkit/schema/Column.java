package io.aro.db.testkit.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param type the type as the engine writes it: on SQLite the declared one, which may be any name
 * @param defaultValue the SQL expression that stands in for a missing value
 * @param collation the collation, if it is not the database's own
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
