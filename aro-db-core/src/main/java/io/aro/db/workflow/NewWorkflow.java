package io.aro.db.workflow;

import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.WorkflowInstancesRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a workflow to be created; immutable.
 *
 * @param workflowName which workflow it is, at most 255 characters
 * @param appointmentId the appointment it is about, if any; the workflow goes with it when it is deleted
 * @param stateData what it has to remember, as a JSON object, if anything
 * @param maxRetries how often it may be put off after an error, from 0
 * @param dueAt when its first step is due, or null for at once
 */
public record NewWorkflow(
        String workflowName,
        @Nullable UUID appointmentId,
        @Nullable String stateData,
        int maxRetries,
        @Nullable Instant dueAt) {

    /** The number of retries by default. */
    public static final int DEFAULT_MAX_RETRIES = 3;

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if one does not fit its column
     */
    public NewWorkflow {
        workflowName = Values.text("workflow name", workflowName, 255);
        stateData = stateData == null ? null : Json.object("state data", stateData);
        if (maxRetries < 0) {
            throw new InvalidValueException("max retries", "must not be below zero");
        }
        dueAt = dueAt == null ? null : Values.instant("due at", dueAt);
    }

    /** Returns a workflow about nothing in particular that is due at once. */
    public static NewWorkflow named(String workflowName) {
        return new NewWorkflow(workflowName, null, null, DEFAULT_MAX_RETRIES, null);
    }

    /** Returns a copy that is about an appointment. */
    public NewWorkflow withAppointmentId(UUID appointment) {
        return new NewWorkflow(
                workflowName, Values.required("appointment id", appointment), stateData, maxRetries, dueAt);
    }

    /** Returns a copy that remembers something: anything that Jackson writes as a JSON object. */
    public NewWorkflow withStateData(Object data) {
        return new NewWorkflow(
                workflowName, appointmentId, Json.write(Values.required("state data", data)), maxRetries, dueAt);
    }

    /** Returns a copy with the number of retries. */
    public NewWorkflow withMaxRetries(int most) {
        return new NewWorkflow(workflowName, appointmentId, stateData, most, dueAt);
    }

    /** Returns a copy that is due at a time. */
    public NewWorkflow withDueAt(Instant time) {
        return new NewWorkflow(workflowName, appointmentId, stateData, maxRetries, Values.required("due at", time));
    }

    /** Returns the row of this workflow, which is pending. */
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
