package io.aro.db.testkit.schema;

import java.util.List;

/**
 * A primary key or a unique constraint.
 *
 * @param name the name of the constraint; empty if it has none, as SQLite allows
 */
public record Key(String name, List<String> columns) {

    /** Copies the columns. */
    public Key {
        columns = List.copyOf(columns);
    }
}
