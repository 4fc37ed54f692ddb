package io.aro.db.testkit.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index created separately, and not by a key.
 *
 * @param predicate the condition of a partial index; null for a full index
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
     * A sort column of an index.
     *
     * @param expression the name of a column, or a longer expression
     */
    public record Part(String expression, boolean descending) {}
}
