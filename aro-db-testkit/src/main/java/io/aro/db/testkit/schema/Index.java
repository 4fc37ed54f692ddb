package io.aro.db.testkit.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index that is made on its own, and not by a key.
 *
 * @param predicate the condition that a row meets to be in the index, if not every row is
 */
public record Index(
        String name,
        boolean unique,
        List<Part> parts,
        @Nullable String predicate) {

    /** Copies the parts. */
    public Index {
        parts = List.copyOf(parts);
    }

    /**
     * Is one thing that an index sorts by.
     *
     * @param expression the name of a column, or a longer expression
     */
    public record Part(String expression, boolean descending) {}
}
