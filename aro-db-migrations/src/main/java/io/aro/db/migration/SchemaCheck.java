package io.aro.db.migration;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.aro.db.migration.SchemaStatus.State;
import java.util.Locale;

/**
 * Decides what may be done with a database in this state, and says what to do first where nothing may be.
 *
 * @param status what was found
 */
record SchemaCheck(SchemaStatus status) {

    private static final int FIRST = 1;

    void requireCurrent() {
        if (!status.isUsable()) {
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
            case CURRENT ->
                String.format(Locale.ROOT, "The schema (%s) is current at version %s.", table, status.version());
            case UNMIGRATED ->
                String.format(Locale.ROOT, "The database has no schema yet (%s); %s first.", table, toMigrate());
            case OUTDATED ->
                String.format(
                        Locale.ROOT,
                        "The schema (%s) is at version %s and this library needs version %s; %s.",
                        table,
                        status.version(),
                        status.latestVersion(),
                        toMigrate());
            case COMPATIBLE ->
                String.format(
                        Locale.ROOT,
                        "The schema (%s) is at version %s, which lets libraries from version %s on work on it; this one, of version %s, does.",
                        table,
                        status.version(),
                        status.oldestLibrary(),
                        status.latestVersion());
            case NEWER -> tooNew(table);
            case FAILED ->
                String.format(
                        Locale.ROOT,
                        "Migration %s stopped halfway, outside a transaction; %s again, which repeats it.",
                        first(MigrationState.FAILED).script(),
                        toMigrate());
            case DIVERGED -> contradiction();
        };
    }

    private String tooNew(String table) {
        return status.oldestLibrary() == 0
                ? String.format(
                        Locale.ROOT,
                        "The schema (%s) is at version %s and this library knows it up to version %s; upgrade the library.",
                        table,
                        status.version(),
                        status.latestVersion())
                : String.format(
                        Locale.ROOT,
                        "The schema (%s) is at version %s, which lets only libraries from version %s on work on it, and this library is of version %s; upgrade the library.",
                        table,
                        status.version(),
                        status.oldestLibrary(),
                        status.latestVersion());
    }

    private String contradiction() {
        if (status.set().isAro()) {
            return contradictionOfRelease();
        }
        if (has(MigrationState.EDITED)) {
            return String.format(
                    Locale.ROOT,
                    "%s was edited after it was applied; put its old text back and make the change in a new migration.",
                    first(MigrationState.EDITED).script());
        }
        if (has(MigrationState.MISSING)) {
            return String.format(
                    Locale.ROOT,
                    "%s was applied and is no longer among the scripts; put it back.",
                    first(MigrationState.MISSING).script());
        }
        return String.format(
                Locale.ROOT,
                "%s was added after version %s had been applied; give it a higher version.",
                first(MigrationState.LATE).script(),
                status.version());
    }

    /** The scripts of a release never change, so that nobody has edited them. */
    private String contradictionOfRelease() {
        Migration first = status.migrations().stream()
                .filter(at -> switch (at.state()) {
                    case EDITED, MISSING, LATE -> true;
                    case APPLIED, PENDING, NEWER, FAILED -> false;
                })
                .findFirst()
                .orElseThrow();
        return first.version() == FIRST && first.state() == MigrationState.EDITED
                ? "The database was made by a snapshot from before the first release of aro-db, and was left as it is; make a new database and bring the data there, as docs/migrations.md says."
                : String.format(
                        Locale.ROOT,
                        "The history of the database (%s) is not one of aro-db: its %s is not the script of this library; restore a backup, or put back the jar of the library if it was changed.",
                        status.set().historyTable(),
                        first.script());
    }

    private boolean has(MigrationState state) {
        return !status.migrations(state).isEmpty();
    }

    private Migration first(MigrationState state) {
        return status.migrations(state).getFirst();
    }

    private String toMigrate() {
        return status.set().isAro() ? "run the command aro-db migrate" : "call Migrator.migrate()";
    }
}
