package io.aro.db.examples.visitnotes;

import java.time.Instant;
import java.util.UUID;

/**
 * A note on a visit; immutable.
 *
 * @param id the id
 * @param appointmentId the appointment; the note is deleted with it
 * @param author the author
 * @param text the text
 * @param createdAt the time of creation
 * @param updatedAt the time of the last update
 */
public record VisitNote(
        UUID id, UUID appointmentId, String author, String text, Instant createdAt, Instant updatedAt) {}
