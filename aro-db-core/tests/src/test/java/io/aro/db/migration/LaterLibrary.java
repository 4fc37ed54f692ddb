package io.aro.db.migration;

import io.aro.db.testkit.Engine;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Later releases of the library: the present scripts, and a few more.
 *
 * <p>The next release adds a column and, in a separate script, an index on the column. The release after that drops a
 * table, unused by the next release.
 */
final class LaterLibrary {

    /** The version of this library. */
    static final int OURS = MigrationSet.aro().sqliteScripts().getLast().version();

    /** The version of the adding release. */
    static final int ADDING = OURS + 2;

    /** The version of the dropping release. */
    static final int TAKING = OURS + 3;

    static final String NOTE = script(OURS + 1, "add_note");
    static final String NOTE_INDEX = script(ADDING, "find_by_note");
    static final String NO_REMINDERS = script(TAKING, "drop_reminders");

    private LaterLibrary() {}

    /** Writes the adding release, active for migrations of this thread until closed. */
    static ScriptFolder adding(Path folder, Engine engine) {
        String concurrently = engine.isPostgres() ? "CONCURRENTLY " : "";
        return new ScriptFolder(MigrationSet.aro(), folder, engine)
                .copyLibrary()
                .up(
                        NOTE,
                        header(OURS) + "ALTER TABLE appointments ADD COLUMN later_note varchar(50);\n"
                                + register(OURS + 1, OURS))
                .down(NOTE, "ALTER TABLE appointments DROP COLUMN later_note;\n" + unregister(OURS + 1))
                .up(
                        NOTE_INDEX,
                        String.format(
                                Locale.ROOT,
                                "DROP INDEX %1$sIF EXISTS idx_later_note;\nCREATE INDEX %1$sidx_later_note ON appointments (later_note);",
                                concurrently))
                .down(NOTE_INDEX, "DROP INDEX idx_later_note;");
    }

    /** Writes the dropping release. */
    static ScriptFolder taking(Path folder, Engine engine) {
        return adding(folder, engine)
                .up(NO_REMINDERS, header(ADDING) + "DROP TABLE reminder_logs;\n" + register(TAKING, ADDING))
                .down(NO_REMINDERS, "-- irreversible: the reminders are gone.");
    }

    /** Returns a script's statement that names the oldest library. */
    static String register(int version, int oldestLibrary) {
        return String.format(
                Locale.ROOT,
                "INSERT INTO aro_schema_versions (version, oldest_library) VALUES (%s, %s);",
                version,
                oldestLibrary);
    }

    private static String header(int oldestLibrary) {
        return String.format(Locale.ROOT, "-- Oldest library: %s\n", oldestLibrary);
    }

    private static String unregister(int version) {
        return String.format(Locale.ROOT, "DELETE FROM aro_schema_versions WHERE version = %s;", version);
    }

    private static String script(int version, String name) {
        return String.format(Locale.ROOT, "V%03d__%s.sql", version, name);
    }
}
