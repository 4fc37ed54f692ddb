package io.aro.db.testkit.schema;

import java.util.List;

/**
 * A primary key or a unique constraint.
 *
 * @param name the name of the constraint; empty for an unnamed constraint, possible on SQLite
 */
public record Key(String name, List<String> columns) {

    /** Copies the columns. */
    public Key {
        columns = List.copyOf(columns);
    }
}
