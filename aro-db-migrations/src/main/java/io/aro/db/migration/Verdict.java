package io.aro.db.migration;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.migration.SchemaStatus.Standing;
import io.aro.db.migration.SchemaStatus.State;

/**
 * Decides what may be done with a database in this state, and says what to do first where nothing may be.
 *
 * @param status what was found
 */
record Verdict(SchemaStatus status) {

    void requireCurrent() {
        if (!status.isCurrent()) {
            throw new SchemaMismatchException(sentence());
        }
    }

    void requireMigratable() {
        if (status.state() == State.NEWER || status.state() == State.DIVERGED) {
            throw new SchemaMismatchException(sentence());
        }
    }

    String sentence() {
        String table = status.set().historyTable();
        return switch (status.state()) {
            case CURRENT -> "The schema (%s) is current at version %s.".formatted(table, status.version());
            case UNMIGRATED -> "The database has no schema yet (%s); %s first.".formatted(table, toMigrate());
            case OUTDATED ->
                "The schema (%s) is at version %s and this library needs version %s; %s."
                        .formatted(table, status.version(), status.latestVersion(), toMigrate());
            case NEWER ->
                "The schema (%s) is at version %s and this library knows it up to version %s; upgrade the library."
                        .formatted(table, status.version(), status.latestVersion());
            case FAILED ->
                "Migration %s stopped halfway, outside a transaction; %s again, which repeats it."
                        .formatted(first(Standing.FAILED).script(), toMigrate());
            case DIVERGED -> contradiction();
        };
    }

    private String contradiction() {
        if (has(Standing.EDITED)) {
            return "%s was edited after it was applied; put its old text back and make the change in a new migration."
                    .formatted(first(Standing.EDITED).script());
        }
        if (has(Standing.MISSING)) {
            return "%s was applied and is no longer among the scripts; put it back."
                    .formatted(first(Standing.MISSING).script());
        }
        return "%s was added after version %s had been applied; give it a higher version."
                .formatted(first(Standing.LATE).script(), status.version());
    }

    private boolean has(Standing standing) {
        return !status.migrations(standing).isEmpty();
    }

    private Migration first(Standing standing) {
        return status.migrations(standing).getFirst();
    }

    private String toMigrate() {
        return status.set().equals(MigrationSet.aro()) ? "run the command aro-db migrate" : "call Migrator.migrate()";
    }
}
