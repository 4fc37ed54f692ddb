package io.aro.db.migration;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which migrations a database has and how that fits the scripts of this library.
 *
 * @param set the scripts the database was compared with
 * @param state the one word for it
 * @param version the newest version the database has; 0 when it has none
 * @param latestVersion the newest version this library brings, which names the library
 * @param oldestLibrary the oldest library that may work on the schema, by the newest version that it brings; 0 where the
 *     schema does not say
 * @param migrations every version that either of the two knows, oldest first
 */
public record SchemaStatus(
        MigrationSet set, State state, int version, int latestVersion, int oldestLibrary, List<Migration> migrations) {

    /** How the schema of a database fits this library; the most serious finding wins. */
    public enum State {
        /** It has no migration at all. */
        UNMIGRATED,
        /** It has every migration, unchanged. */
        CURRENT,
        /** It lacks the newest migrations. */
        OUTDATED,
        /** It has every migration, unchanged, and those of a newer library, which let this one work on it. */
        COMPATIBLE,
        /** It has migrations of a newer library, which do not let this one work on it. */
        NEWER,
        /** The history and the scripts contradict each other: edited, removed or inserted later. */
        DIVERGED,
        /** A migration that cannot run in a transaction stopped halfway. */
        FAILED
    }

    /** How one migration stands. */
    public enum MigrationState {
        APPLIED,
        PENDING,
        /** Applied by a newer version of the library. */
        NEWER,
        /** Applied, but the script was edited since. */
        EDITED,
        /** Applied, but the script is gone. */
        MISSING,
        /** Not applied, although a later one is: the script was added too late. */
        LATE,
        /** Stopped halfway, outside a transaction. */
        FAILED
    }

    /**
     * One migration and how it stands.
     *
     * @param appliedAtOrNull when it was applied; null when it was not
     */
    public record Migration(
            int version,
            String description,
            String script,
            MigrationState state,
            @Nullable Instant appliedAtOrNull) {

        public Optional<Instant> appliedAt() {
            return Optional.ofNullable(appliedAtOrNull);
        }
    }

    public SchemaStatus {
        migrations = List.copyOf(migrations);
    }

    static SchemaStatus of(MigrationSet set, int oldestLibrary, List<Migration> migrations) {
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
        return new SchemaStatus(set, stateOf(sorted, version, isAllowed), version, latest, oldestLibrary, sorted);
    }

    /** Tells whether the database has exactly what this library brings. */
    public boolean isCurrent() {
        return state == State.CURRENT;
    }

    /** Tells whether this library may work on the database: it is current, or newer and compatible. */
    public boolean isUsable() {
        return isCurrent() || state == State.COMPATIBLE;
    }

    /** Returns the state as a sentence that says what to do about it. */
    public String summary() {
        return new SchemaCheck(this).sentence();
    }

    /** Returns the migrations that stand so, oldest first. */
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
