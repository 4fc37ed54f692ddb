package io.aro.db.testkit.schema;

import java.util.List;

/**
 * A foreign key with its actions.
 *
 * @param name the name of the constraint; empty for an unnamed constraint, possible on SQLite
 * @param onUpdate the action on an update of the referenced key, such as {@code NO ACTION}
 * @param onDelete the action on a delete of the referenced row, such as {@code CASCADE}
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

    /** The time of the constraint check. */
    public enum Checked {
        /** At the end of each statement. */
        ALWAYS_IMMEDIATELY,
        /** At the end of each statement, or of a transaction on request. */
        IMMEDIATELY_UNLESS_DEFERRED,
        /** At the end of each transaction. */
        AT_COMMIT
    }
}
