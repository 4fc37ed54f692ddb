package io.aro.db.testkit.schema;

import java.util.List;

/**
 * A foreign key with its actions.
 *
 * @param name the name of the constraint; empty if it has none, as SQLite allows
 * @param onUpdate what a change of the referenced key does, such as {@code NO ACTION}
 * @param onDelete what the end of the referenced row does, such as {@code CASCADE}
 */
public record ForeignKey(
        String name,
        List<String> columns,
        String referencedTable,
        List<String> referencedColumns,
        String onUpdate,
        String onDelete,
        Checked checked) {

    /** Copies the columns. */
    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }

    /** Tells when the engine looks whether the referenced row is there. */
    public enum Checked {
        /** At the end of each statement. */
        ALWAYS_IMMEDIATELY,
        /** At the end of each statement, unless a transaction asks for the end of it. */
        IMMEDIATELY_UNLESS_DEFERRED,
        /** At the end of each transaction. */
        AT_COMMIT
    }
}
