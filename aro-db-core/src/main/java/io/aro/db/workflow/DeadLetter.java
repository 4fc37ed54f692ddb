package io.aro.db.workflow;

import static io.aro.db.schema.Tables.DEAD_LETTERS;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.row.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Failed work to be handled by an operator; an immutable copy of the row, with mutable Jackson trees.
 *
 * @param id the id
 * @param workflowId the workflow of the work, possibly deleted; null for work without a workflow
 * @param skillName the name of the failed skill; null if unnamed
 * @param context the input of the work; null if none
 * @param error the error of the last attempt; null if unknown
 * @param attempts the number of attempts so far
 * @param archived whether an operator has resolved the dead letter
 * @param createdAt the time of the insert
 * @param lastAttemptAt the time of the last attempt
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
     * Returns the context as a value of a type; empty without a context.
     *
     * @throws DocumentMismatchException if the context does not match the type
     */
    public <T> Optional<T> context(Class<T> type) {
        return Json.asOptional(type, context, "context of dead letter " + id);
    }

    /**
     * Returns the last error as a value of a type; empty if unknown.
     *
     * @throws DocumentMismatchException if the error does not match the type
     */
    public <T> Optional<T> error(Class<T> type) {
        return Json.asOptional(type, error, "error of dead letter " + id);
    }

    /** Returns the dead letter of a row. */
    static DeadLetter of(Row row) {
        return new DeadLetter(
                row.get(DEAD_LETTERS.ID),
                row.get(DEAD_LETTERS.WORKFLOW_ID),
                row.get(DEAD_LETTERS.SKILL_NAME),
                WorkflowJson.tree(row.get(DEAD_LETTERS.CONTEXT)),
                WorkflowJson.tree(row.get(DEAD_LETTERS.ERROR)),
                row.get(DEAD_LETTERS.ATTEMPTS),
                row.get(DEAD_LETTERS.ARCHIVED),
                row.get(DEAD_LETTERS.CREATED_AT),
                row.get(DEAD_LETTERS.LAST_ATTEMPT_AT));
    }
}
