package io.aro.db.migration;

import java.time.Duration;

/**
 * The outcome of one migration.
 *
 * @param took the duration; zero for {@code SKIPPED} and {@code NEWER}
 */
public record MigrationEvent(Outcome outcome, int version, String description, Duration took) {

    /** The outcome of a migration. */
    public enum Outcome {
        /** The migration was run and committed. */
        APPLIED,
        /** The database already had the migration. */
        SKIPPED,
        /** A newer library applied the migration, and the present library is compatible with it. */
        NEWER,
        /** The down script was run and committed. */
        ROLLED_BACK
    }
}
