package io.aro.db.workflow;

import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.row.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run of a workflow; an immutable copy of the row, with mutable Jackson trees.
 *
 * @param id the id
 * @param workflowName the name of the workflow, such as {@code reminder_sequence}
 * @param appointmentId the appointment of the workflow; null for none
 * @param currentState the current state
 * @param stateData the state data of the host application; null for none
 * @param startedAt the time of the start
 * @param lastUpdatedAt the time of the last change of the row
 * @param completedAt the time of the completion or cancellation; null before
 * @param failedAt the time of the failure; null unless failed
 * @param retryCount the number of retries so far
 * @param maxRetries the maximum number of retries
 * @param nextAttemptAt the due time of the next step; null if no step is due by itself
 * @param owner the current lease owner; null for none
 * @param leaseUntil the end of the lease; null without an owner
 * @param fence the fencing token, increased with each new owner
 * @param error the last error; null for none
 * @param createdAt the time of the insert
 */
public record WorkflowInstance(
        UUID id,
        String workflowName,
        @Nullable UUID appointmentId,
        WorkflowState currentState,
        @Nullable JsonNode stateData,
        Instant startedAt,
        Instant lastUpdatedAt,
        @Nullable Instant completedAt,
        @Nullable Instant failedAt,
        int retryCount,
        int maxRetries,
        @Nullable Instant nextAttemptAt,
        @Nullable String owner,
        @Nullable Instant leaseUntil,
        long fence,
        @Nullable JsonNode error,
        Instant createdAt) {

    /**
     * Returns the state data as a value of a type; empty without state data.
     *
     * @throws DocumentMismatchException if the state data do not match the type
     */
    public <T> Optional<T> stateData(Class<T> type) {
        return Json.asOptional(type, stateData, "state data of workflow " + id);
    }

    /**
     * Returns the last error as a value of a type; empty without an error.
     *
     * @throws DocumentMismatchException if the error does not match the type
     */
    public <T> Optional<T> error(Class<T> type) {
        return Json.asOptional(type, error, "error of workflow " + id);
    }

    /** Returns the workflow of a row. */
    static WorkflowInstance of(Row row) {
        return new WorkflowInstance(
                row.get(WORKFLOW_INSTANCES.ID),
                row.get(WORKFLOW_INSTANCES.WORKFLOW_NAME),
                row.get(WORKFLOW_INSTANCES.APPOINTMENT_ID),
                WorkflowState.of(row.get(WORKFLOW_INSTANCES.CURRENT_STATE)),
                WorkflowJson.tree(row.get(WORKFLOW_INSTANCES.STATE_DATA)),
                row.get(WORKFLOW_INSTANCES.STARTED_AT),
                row.get(WORKFLOW_INSTANCES.LAST_UPDATED_AT),
                row.get(WORKFLOW_INSTANCES.COMPLETED_AT),
                row.get(WORKFLOW_INSTANCES.FAILED_AT),
                row.get(WORKFLOW_INSTANCES.RETRY_COUNT),
                row.get(WORKFLOW_INSTANCES.MAX_RETRIES),
                row.get(WORKFLOW_INSTANCES.NEXT_ATTEMPT_AT),
                row.get(WORKFLOW_INSTANCES.OWNER),
                row.get(WORKFLOW_INSTANCES.LEASE_UNTIL),
                row.get(WORKFLOW_INSTANCES.FENCE),
                WorkflowJson.tree(row.get(WORKFLOW_INSTANCES.ERROR)),
                row.get(WORKFLOW_INSTANCES.CREATED_AT));
    }
}
