package io.aro.db.migration;

import java.time.Duration;

/**
 * Says what became of one migration.
 *
 * @param took the time it took; zero when it was skipped
 */
public record MigrationEvent(Outcome outcome, int version, String description, Duration took) {

    /** What became of a migration. */
    public enum Outcome {
        /** It was run and committed. */
        APPLIED,
        /** The database already had it. */
        SKIPPED,
        /** A newer library has applied it, which lets this one work on it. */
        NEWER,
        /** Its down script was run and committed. */
        ROLLED_BACK
    }
}
