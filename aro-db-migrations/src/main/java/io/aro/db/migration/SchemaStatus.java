package io.aro.db.migration;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of a database compared with the scripts of the library.
 *
 * @param set the set of scripts compared
 * @param state the state in one word
 * @param version the newest version of the database; 0 without a migration
 * @param latestVersion the newest version of the library, which identifies the library
 * @param oldestLibrary the oldest library allowed on the schema, by its newest version; 0 if the schema
 *     has no minimum
 * @param migrations every version of the database and the library, oldest first
 * @param schemaOrNull the schema given to the migrator; null for the current schema of the connection
 */
public record SchemaStatus(
        MigrationSet set,
        State state,
        int version,
        int latestVersion,
        int oldestLibrary,
        List<Migration> migrations,
        @Nullable String schemaOrNull) {

    /** The compatibility of a schema with the library. The most serious finding wins. */
    public enum State {
        /** The database has no migration. */
        UNMIGRATED,
        /** The database has every migration, unchanged. */
        CURRENT,
        /** The database lacks the newest migrations. */
        OUTDATED,
        /** The database also has migrations of a newer library, all compatible with the present library. */
        COMPATIBLE,
        /** The database has migrations of a newer library, incompatible with the present library. */
        NEWER,
        /** History and scripts contradict each other: a script was edited, removed or inserted late. */
        DIVERGED,
        /** A migration outside a transaction stopped halfway. */
        FAILED
    }

    /** The state of one migration. */
    public enum MigrationState {
        /** Applied, with an unchanged script. */
        APPLIED,
        /** Not applied yet. */
        PENDING,
        /** Applied by a newer version of the library. */
        NEWER,
        /** Applied, with a script edited since. */
        EDITED,
        /** Applied, with a script since removed. */
        MISSING,
        /** Not applied before a higher version: the script was added too late. */
        LATE,
        /** Stopped halfway, outside a transaction. */
        FAILED
    }

    /**
     * One migration with its state.
     *
     * @param appliedAtOrNull the installation time; null for an unapplied migration
     */
    public record Migration(
            int version,
            String description,
            String script,
            MigrationState state,
            @Nullable Instant appliedAtOrNull) {

        /** Returns the installation time in UTC; empty for an unapplied migration or an unreadable time. */
        public Optional<Instant> appliedAt() {
            return Optional.ofNullable(appliedAtOrNull);
        }
    }

    public SchemaStatus {
        migrations = List.copyOf(migrations);
    }

    static SchemaStatus of(MigrationSet set, @Nullable String schema, int oldestLibrary, List<Migration> migrations) {
        List<Migration> sorted = migrations.stream()
                .sorted(Comparator.comparingInt(Migration::version))
                .toList();
        int latest = newest(
                sorted,
                MigrationState.APPLIED,
                MigrationState.PENDING,
                MigrationState.EDITED,
                MigrationState.LATE,
                MigrationState.FAILED);
        int version = newest(
                sorted, MigrationState.APPLIED, MigrationState.NEWER, MigrationState.EDITED, MigrationState.MISSING);
        boolean isAllowed = oldestLibrary > 0 && oldestLibrary <= latest;
        State state = stateOf(sorted, version, isAllowed);
        return new SchemaStatus(set, state, version, latest, oldestLibrary, sorted, schema);
    }

    /** Returns the schema given to the migrator; empty for the current schema of the connection. */
    public Optional<String> schema() {
        return Optional.ofNullable(schemaOrNull);
    }

    /** Returns whether the database has exactly the migrations of the library. */
    public boolean isCurrent() {
        return state == State.CURRENT;
    }

    /** Returns whether the library may work on the database: current, or newer and compatible. */
    public boolean isUsable() {
        return isCurrent() || state == State.COMPATIBLE;
    }

    /** Returns the state as a sentence with its remedy. */
    public String summary() {
        return new SchemaCheck(this).sentence();
    }

    /** Returns the migrations in the given state, oldest first. */
    public List<Migration> migrations(MigrationState state) {
        return migrations.stream().filter(at -> at.state() == state).toList();
    }

    private static State stateOf(List<Migration> migrations, int version, boolean isAllowed) {
        if (has(migrations, MigrationState.EDITED)
                || has(migrations, MigrationState.MISSING)
                || has(migrations, MigrationState.LATE)) {
            return State.DIVERGED;
        }
        if (has(migrations, MigrationState.NEWER)) {
            return isAllowed ? State.COMPATIBLE : State.NEWER;
        }
        if (has(migrations, MigrationState.FAILED)) {
            return State.FAILED;
        }
        if (version == 0 && has(migrations, MigrationState.PENDING)) {
            return State.UNMIGRATED;
        }
        return has(migrations, MigrationState.PENDING) ? State.OUTDATED : State.CURRENT;
    }

    private static boolean has(List<Migration> migrations, MigrationState state) {
        return migrations.stream().anyMatch(at -> at.state() == state);
    }

    private static int newest(List<Migration> migrations, MigrationState... states) {
        List<MigrationState> wanted = List.of(states);
        return migrations.stream()
                .filter(at -> wanted.contains(at.state()))
                .mapToInt(Migration::version)
                .max()
                .orElse(0);
    }
}
