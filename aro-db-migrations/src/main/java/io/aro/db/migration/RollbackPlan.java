package io.aro.db.migration;

import java.util.List;

/**
 * The scripts that a rollback would run, and every column whose values it would not leave as they are.
 *
 * @param fromVersion the version the database has
 * @param toVersion the version it would have
 * @param steps the down scripts in the order they would run, newest version first
 */
public record RollbackPlan(int fromVersion, int toVersion, List<Step> steps) {

    /**
     * The undoing of one migration.
     *
     * @param script the class path name of the down script
     * @param warning the words of the script itself about its losses; empty when it has none
     * @param losses the tables and columns that do not stay as they are
     */
    public record Step(int version, String description, String script, String warning, List<Loss> losses) {

        public Step {
            losses = List.copyOf(losses);
        }
    }

    /**
     * A table or a column that does not stay as it is.
     *
     * @param what a table with all of its columns, as in {@code consents}, or a column, as in {@code consents.ip_address}
     * @param rows how many rows the table has, or how many of its rows have a value in the column
     */
    public record Loss(String what, long rows, Fate fate) {}

    /** The fate of values when the migration is undone and, perhaps, applied again. */
    public enum Fate {
        /** The rollback drops them, and nothing brings them back. */
        LOST,
        /** The rollback drops them, and the migration computes the same values again. */
        RESTORED,
        /** The rollback keeps them, and the migration computes others in their place. */
        CHANGED
    }

    public RollbackPlan {
        steps = List.copyOf(steps);
    }
}
