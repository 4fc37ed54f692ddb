package io.aro.db.migration;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.aro.db.migration.SchemaStatus.State;
import java.util.Locale;

/**
 * A decision on the use of a database in its present state. Its sentence names the remedy.
 *
 * @param status the state found
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
                        "The schema (%s) is at version %s and supports libraries from version %s on, including version %s of this library.",
                        table,
                        status.version(),
                        status.oldestLibrary(),
                        status.latestVersion());
            case NEWER -> tooNew(table);
            case FAILED ->
                String.format(
                        Locale.ROOT,
                        "Migration %s stopped halfway, outside a transaction; %s again to repeat it.",
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
                        "The schema (%s) is at version %s and supports only libraries from version %s on, not version %s of this library; upgrade the library.",
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

    /**
     * Returns the sentence for a diverged history of aro-db. Released scripts never change, hence no script
     * was edited.
     */
    private String contradictionOfRelease() {
        Migration first = status.migrations().stream()
                .filter(at -> switch (at.state()) {
                    case EDITED, MISSING, LATE -> true;
                    case APPLIED, PENDING, NEWER, FAILED -> false;
                })
                .findFirst()
                .orElseThrow();
        return first.version() == FIRST && first.state() == MigrationState.EDITED
                ? "The database was created by a snapshot older than the first release of aro-db and was left unchanged; create a new database and copy the data as described in docs/migrations.md."
                : String.format(
                        Locale.ROOT,
                        "The history of the database (%s) does not match this library at %s; restore a backup, or the original jar of the library.",
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
        if (!status.set().isAro()) {
            return "call Migrator.migrate()";
        }
        return status.schema()
                .map(schema -> "run the command aro-db migrate --schema " + schema)
                .orElse("run the command aro-db migrate");
    }
}
