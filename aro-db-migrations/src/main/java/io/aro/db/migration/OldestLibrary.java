package io.aro.db.migration;

import io.aro.db.migration.internal.session.MigrationSession;

/**
 * The oldest library that may work on the schema of a database, by the schema version which that library was built with.
 *
 * <p>The scripts of aro-db keep it in a table, in which each version names the oldest library. The highest of the names
 * counts, so that a version which names none leaves it as it is. The sets of services have no such table, and their
 * answer is 0.
 */
final class OldestLibrary {

    private static final String TABLE = "aro_schema_versions";

    /** The expression for queries that do not ask. */
    static final String NOT_ASKED = "0";

    private OldestLibrary() {}

    /** Returns an expression that gives it as a number; null where the table has no row. */
    static String expression(MigrationSet set) {
        return set.isAro() ? "(SELECT max(oldest_library) FROM " + TABLE + ")" : NOT_ASKED;
    }

    /** Asks for it by itself; returns 0 where the schema does not say. */
    static int of(MigrationSet set, MigrationSession session) {
        return set.isAro() && session.tables().contains(TABLE)
                ? Integer.parseInt(session.text("SELECT coalesce(max(oldest_library), 0) FROM " + TABLE))
                : 0;
    }
}
