package io.aro.db.migration;

import java.util.List;

/**
 * Tells what a rollback would run and what it would lose.
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
     * @param warning what the script itself says it loses; empty when it says nothing
     * @param losses the tables and columns that the script drops
     */
    public record Step(int version, String description, String script, String warning, List<Loss> losses) {

        public Step {
            losses = List.copyOf(losses);
        }
    }

    /**
     * What would be gone.
     *
     * @param what a table, as in {@code consents}, or a column, as in {@code consents.ip_address}
     * @param rows how many rows the table has, or how many of its rows have a value in the column
     */
    public record Loss(String what, long rows) {}

    public RollbackPlan {
        steps = List.copyOf(steps);
    }
}
