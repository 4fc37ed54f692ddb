package io.aro.db.examples.visitnotes;

import static io.aro.db.examples.visitnotes.schema.Tables.VISIT_NOTES;

import io.aro.db.error.ConstraintViolationException;
import io.aro.db.examples.visitnotes.schema.tables.records.VisitNotesRecord;
import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import io.aro.db.repository.Repository;
import io.aro.db.repository.Session;
import io.aro.db.row.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** The repository of visit notes. */
public final class VisitNoteRepository extends Repository<VisitNotesRecord, VisitNote> {

    public VisitNoteRepository(Session session) {
        super(session, VISIT_NOTES, VISIT_NOTES.ID, "visit note");
    }

    @Override
    protected VisitNote toEntity(Row row) {
        return new VisitNote(
                row.get(VISIT_NOTES.ID),
                row.get(VISIT_NOTES.APPOINTMENT_ID),
                row.get(VISIT_NOTES.AUTHOR),
                row.get(VISIT_NOTES.TEXT),
                row.get(VISIT_NOTES.CREATED_AT),
                row.get(VISIT_NOTES.UPDATED_AT));
    }

    @Override
    protected TableField<VisitNotesRecord, Instant> updatedAtColumn() {
        return VISIT_NOTES.UPDATED_AT;
    }

    /**
     * Creates a note and returns it.
     *
     * @throws ConstraintViolationException if there is no such appointment
     */
    public VisitNote create(UUID appointmentId, String author, String text) {
        Instant now = session().now();
        return insert(new VisitNotesRecord(session().newId(), appointmentId, author, text, now, now));
    }

    /** Returns the notes of an appointment, the oldest first, up to {@code limit}. */
    public List<VisitNote> findByAppointmentId(UUID appointmentId, int limit) {
        return findAll(VISIT_NOTES.APPOINTMENT_ID.eq(appointmentId), limit);
    }

    /** Returns a page of all notes, the last updated first. */
    public Page<VisitNote> findLatest(int size, @Nullable String cursor) {
        return page(PageRequest.of(size).descending(VISIT_NOTES.UPDATED_AT).withCursor(cursor));
    }
}
