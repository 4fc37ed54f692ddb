package io.aro.db.examples.visitnotes;

import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import javax.sql.DataSource;

/** Names the migrations of this service and applies them on top of those of aro-db. */
public final class VisitNotesSchema {

    /** The scripts of this service, which keep a history of their own. */
    public static final MigrationSet MIGRATIONS = new MigrationSet("db/visitnotes", "visit_notes_schema_history");

    private VisitNotesSchema() {}

    /** Brings a database to the newest version of both; the tables that ours refer to come first. */
    public static void migrate(DataSource database) {
        Migrator migrator = Migrator.of(database);
        migrator.migrate();
        migrator.with(MIGRATIONS).migrate();
    }
}
