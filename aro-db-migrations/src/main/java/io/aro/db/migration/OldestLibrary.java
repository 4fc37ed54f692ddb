package io.aro.db.migration;

import io.aro.db.migration.internal.session.MigrationSession;

/**
 * The oldest library allowed on the schema of a database, identified by its newest schema version.
 *
 * <p>The scripts of aro-db store the minimum with each version in a table. The highest minimum counts; a
 * version without a minimum changes nothing. Sets of a host application have no such table and yield 0.
 */
final class OldestLibrary {

    private static final String TABLE = "aro_schema_versions";

    /** The SQL expression for queries without the minimum. */
    static final String NOT_ASKED = "0";

    private OldestLibrary() {}

    /** Returns a SQL expression for the minimum as a number; null for an empty table. */
    static String expression(MigrationSet set, MigrationSession session) {
        return set.isAro() ? "(SELECT max(oldest_library) FROM " + session.qualified(TABLE) + ")" : NOT_ASKED;
    }

    /** Queries the minimum alone; returns 0 if the schema has none. */
    static int of(MigrationSet set, MigrationSession session) {
        return set.isAro() && session.tables().contains(TABLE)
                ? Integer.parseInt(
                        session.text("SELECT coalesce(max(oldest_library), 0) FROM " + session.qualified(TABLE)))
                : 0;
    }
}
