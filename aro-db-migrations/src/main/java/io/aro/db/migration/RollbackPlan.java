package io.aro.db.migration;

import java.util.List;

/**
 * The scripts of a planned rollback, and every table or column with values not preserved.
 *
 * @param fromVersion the current version of the database
 * @param toVersion the version after the rollback
 * @param steps the down scripts in execution order, newest version first
 */
public record RollbackPlan(int fromVersion, int toVersion, List<Step> steps) {

    /**
     * The undoing of one migration.
     *
     * @param script the class path name of the down script
     * @param warning the script's own text about its losses; empty without one
     * @param losses the tables and columns not preserved
     */
    public record Step(int version, String description, String script, String warning, List<Loss> losses) {

        public Step {
            losses = List.copyOf(losses);
        }
    }

    /**
     * A table or column not preserved.
     *
     * @param name a table with all of its columns, as in {@code consents}, or a column, as in
     *     {@code consents.ip_address}
     * @param rows the number of rows of the table, or of rows with a value in the column
     */
    public record Loss(String name, long rows, Fate fate) {}

    /** The fate of values after the rollback and a later migrate. */
    public enum Fate {
        /** The rollback drops the values for good. */
        LOST,
        /** The rollback drops the values, and the migration computes the same values again. */
        RESTORED,
        /** The rollback keeps the values, and the migration replaces them. */
        CHANGED
    }

    public RollbackPlan {
        steps = List.copyOf(steps);
    }
}
