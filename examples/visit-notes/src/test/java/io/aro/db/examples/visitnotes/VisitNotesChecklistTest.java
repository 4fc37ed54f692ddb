package io.aro.db.examples.visitnotes;

import static io.aro.db.testkit.Engine.POSTGRES_18;
import static io.aro.db.testkit.Engine.SQLITE;
import static io.aro.db.testkit.builder.Builders.anAppointment;

import io.aro.db.AroDatabase;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.checklist.DatabaseChecklist;
import io.aro.db.testkit.checklist.QueryCall;
import java.util.List;
import java.util.UUID;

/** The checklist of every database: rollbacks, keys, indexes, tests. */
@BothEngines({SQLITE, POSTGRES_18})
class VisitNotesChecklistTest extends DatabaseChecklist {

    @Override
    protected MigrationSet migrations() {
        return VisitNotesSchema.MIGRATIONS;
    }

    @Override
    protected List<Class<?>> repositories() {
        return List.of(VisitNoteRepository.class);
    }

    @Override
    protected List<QueryCall> calls() {
        return List.of(
                QueryCall.of(
                        "VisitNoteRepository.create(UUID, String, String)",
                        db -> notes(db).create(visit(db), "Mara", "Prefers the morning.")),
                QueryCall.of(
                        "VisitNoteRepository.findByAppointmentId(UUID, int)",
                        db -> notes(db).findByAppointmentId(visit(db), 10)),
                QueryCall.of(
                        "VisitNoteRepository.findLatest(int, String)",
                        db -> notes(db).findLatest(10, null)));
    }

    private static VisitNoteRepository notes(AroDatabase db) {
        return new VisitNoteRepository(db.session());
    }

    private static UUID visit(AroDatabase db) {
        return anAppointment().insert(db.session()).id();
    }
}
