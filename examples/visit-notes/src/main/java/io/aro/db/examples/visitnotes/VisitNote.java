package io.aro.db.examples.visitnotes;

import java.time.Instant;
import java.util.UUID;

/**
 * Is a note that was taken during a visit; an immutable picture of the row as it was read.
 *
 * @param id the id
 * @param appointmentId the visit, with which the note is deleted
 * @param author who wrote it
 * @param text what was written
 * @param createdAt when it was written
 * @param updatedAt when it was last corrected
 */
public record VisitNote(
        UUID id, UUID appointmentId, String author, String text, Instant createdAt, Instant updatedAt) {}
