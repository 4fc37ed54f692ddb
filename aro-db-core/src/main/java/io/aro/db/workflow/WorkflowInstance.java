package io.aro.db.workflow;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.schema.tables.records.WorkflowInstancesRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One run of a workflow; an immutable copy of its row, with mutable Jackson trees.
 *
 * @param id the id
 * @param workflowName which workflow it is, such as {@code reminder_sequence}
 * @param appointmentId the appointment it is about, if any
 * @param currentState where it stands
 * @param stateData what it has to remember, if anything
 * @param startedAt when it was started
 * @param lastUpdatedAt when the row was last changed
 * @param completedAt when it was completed or cancelled, if it was
 * @param failedAt when it was given up on, if it was
 * @param retryCount how often it was put off after an error
 * @param maxRetries how often it may be
 * @param nextAttemptAt when it is due, or null if nothing is to be done by itself
 * @param owner who works on it now, if anybody
 * @param leaseUntil until when the owner may
 * @param fence a number that grows with every new owner
 * @param error what last went wrong, if anything
 * @param createdAt when the row was made
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
     * Returns what it has to remember as a value of a type, if there is anything.
     *
     * @throws DocumentMismatchException if it does not fit it
     */
    public <T> Optional<T> stateData(Class<T> type) {
        return Json.asOptional(type, stateData, "state data of workflow " + id);
    }

    /**
     * Returns what last went wrong as a value of a type, if anything did.
     *
     * @throws DocumentMismatchException if it does not fit it
     */
    public <T> Optional<T> error(Class<T> type) {
        return Json.asOptional(type, error, "error of workflow " + id);
    }

    /** Returns the workflow of a row. */
    static WorkflowInstance of(WorkflowInstancesRecord row) {
        return new WorkflowInstance(
                row.getId(),
                row.getWorkflowName(),
                row.getAppointmentId(),
                WorkflowState.of(row.getCurrentState()),
                WorkflowJson.tree(row.getStateData()),
                row.getStartedAt(),
                row.getLastUpdatedAt(),
                row.getCompletedAt(),
                row.getFailedAt(),
                row.getRetryCount(),
                row.getMaxRetries(),
                row.getNextAttemptAt(),
                row.getOwner(),
                row.getLeaseUntil(),
                row.getFence(),
                WorkflowJson.tree(row.getError()),
                row.getCreatedAt());
    }
}
