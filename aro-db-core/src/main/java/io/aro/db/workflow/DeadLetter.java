package io.aro.db.workflow;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.schema.tables.records.DeadLettersRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Abandoned work that waits for a person; an immutable copy of its row, with mutable Jackson trees.
 *
 * @param id the id
 * @param workflowId the workflow it was part of, which may be gone, if any
 * @param skillName what was to be done, if it has a name
 * @param context what was needed to do it, if anything
 * @param error what last went wrong, if known
 * @param attempts how often it was tried
 * @param archived whether somebody has dealt with it
 * @param createdAt when it was given up on
 * @param lastAttemptAt when it was last tried
 */
public record DeadLetter(
        UUID id,
        @Nullable UUID workflowId,
        @Nullable String skillName,
        @Nullable JsonNode context,
        @Nullable JsonNode error,
        int attempts,
        boolean archived,
        Instant createdAt,
        Instant lastAttemptAt) {

    /**
     * Returns what was needed to do it as a value of a type, if there was anything.
     *
     * @throws DocumentMismatchException if it does not fit it
     */
    public <T> Optional<T> context(Class<T> type) {
        return Json.asOptional(type, context, "context of dead letter " + id);
    }

    /**
     * Returns what last went wrong as a value of a type, if it is known.
     *
     * @throws DocumentMismatchException if it does not fit it
     */
    public <T> Optional<T> error(Class<T> type) {
        return Json.asOptional(type, error, "error of dead letter " + id);
    }

    /** Returns the dead letter of a row. */
    static DeadLetter of(DeadLettersRecord row) {
        return new DeadLetter(
                row.getId(),
                row.getWorkflowId(),
                row.getSkillName(),
                WorkflowJson.tree(row.getContext()),
                WorkflowJson.tree(row.getError()),
                row.getAttempts(),
                row.getArchived(),
                row.getCreatedAt(),
                row.getLastAttemptAt());
    }
}
