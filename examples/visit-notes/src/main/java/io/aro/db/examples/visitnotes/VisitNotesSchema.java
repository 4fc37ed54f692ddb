package io.aro.db.examples.visitnotes;

import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import javax.sql.DataSource;

/** The schema of this service: its migrations, applied after the migrations of aro-db. */
public final class VisitNotesSchema {

    /** The scripts of this service, with a history table of their own. */
    public static final MigrationSet MIGRATIONS = new MigrationSet("db/visitnotes", "visit_notes_schema_history");

    private VisitNotesSchema() {}

    /** Migrates a database to the newest version of both sets; the tables of aro-db come first, as foreign keys refer to them. */
    public static void migrate(DataSource database) {
        Migrator migrator = Migrator.of(database);
        migrator.migrate();
        migrator.with(MIGRATIONS).migrate();
    }
}
