package io.aro.db.examples.visitnotes;

import static io.aro.db.testkit.Engine.POSTGRES_18;
import static io.aro.db.testkit.Engine.SQLITE;
import static io.aro.db.testkit.builder.Builders.anAppointment;

import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.migration.MigrationContract;
import java.util.Map;

/** The migrations: up, down and up again, with rows in the tables, and by several migrators at once. */
@BothEngines({SQLITE, POSTGRES_18})
class VisitNotesMigrationsTest extends MigrationContract {

    @Override
    protected MigrationSet migrations() {
        return VisitNotesSchema.MIGRATIONS;
    }

    @Override
    protected void fill(TestDatabase database) {
        anAppointment().insert(database.open().session());
    }

    @Override
    protected Map<String, String> sampleRows() {
        return Map.of("visit_notes", """
                INSERT INTO visit_notes (id, appointment_id, author, text, created_at, updated_at)
                SELECT '00000000-0000-4000-8000-000000000001', id, 'Mara', 'Prefers the morning.', created_at, created_at
                FROM appointments""");
    }
}
