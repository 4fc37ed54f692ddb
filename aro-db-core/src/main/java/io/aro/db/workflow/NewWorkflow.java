package io.aro.db.workflow;

import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.WorkflowInstancesRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a new workflow; immutable.
 *
 * @param workflowName the name of the workflow, at most 255 characters
 * @param appointmentId the appointment of the workflow, whose deletion deletes the workflow; null for none
 * @param stateData the initial state data as a JSON object; null for none
 * @param maxRetries the maximum number of retries after errors, at least 0
 * @param dueAt the time of the first step; null for the time of creation
 */
public record NewWorkflow(
        String workflowName,
        @Nullable UUID appointmentId,
        @Nullable String stateData,
        int maxRetries,
        @Nullable Instant dueAt) {

    /** The default maximum number of retries. */
    public static final int DEFAULT_MAX_RETRIES = 3;

    /**
     * Validates all values.
     *
     * @throws InvalidValueException if a value is invalid
     */
    public NewWorkflow {
        workflowName = Values.text("workflow name", workflowName, 255);
        stateData = stateData == null ? null : Json.object("state data", stateData);
        if (maxRetries < 0) {
            throw new InvalidValueException("max retries", "must not be below zero");
        }
        dueAt = dueAt == null ? null : Values.instant("due at", dueAt);
    }

    /** Returns a workflow without an appointment, due at once, with {@value #DEFAULT_MAX_RETRIES} retries. */
    public static NewWorkflow named(String workflowName) {
        return new NewWorkflow(workflowName, null, null, DEFAULT_MAX_RETRIES, null);
    }

    /** Returns a copy for an appointment. */
    public NewWorkflow withAppointmentId(UUID appointment) {
        return new NewWorkflow(
                workflowName, Values.required("appointment id", appointment), stateData, maxRetries, dueAt);
    }

    /** Returns a copy with other state data, a value serialised by Jackson as a JSON object. */
    public NewWorkflow withStateData(Object data) {
        return new NewWorkflow(
                workflowName, appointmentId, Json.write(Values.required("state data", data)), maxRetries, dueAt);
    }

    /** Returns a copy with another maximum number of retries. */
    public NewWorkflow withMaxRetries(int most) {
        return new NewWorkflow(workflowName, appointmentId, stateData, most, dueAt);
    }

    /** Returns a copy with another due time. */
    public NewWorkflow withDueAt(Instant time) {
        return new NewWorkflow(workflowName, appointmentId, stateData, maxRetries, Values.required("due at", time));
    }

    /** Returns the row to insert, in the state {@code pending}. */
    WorkflowInstancesRecord toRow(UUID id, Instant now) {
        WorkflowInstancesRecord row = new WorkflowInstancesRecord();
        row.setId(id);
        row.setWorkflowName(workflowName());
        row.setAppointmentId(appointmentId());
        row.setCurrentState(WorkflowState.PENDING.literal());
        row.setStateData(WorkflowJson.document(stateData));
        row.setMaxRetries(maxRetries());
        row.setNextAttemptAt(dueAt() == null ? now : dueAt());
        row.setStartedAt(now);
        row.setLastUpdatedAt(now);
        row.setCreatedAt(now);
        return row;
    }
}
