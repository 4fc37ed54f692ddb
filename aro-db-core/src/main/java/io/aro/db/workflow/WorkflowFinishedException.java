package io.aro.db.workflow;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.UUID;

/** Thrown when a workflow has already ended; the workflow is unchanged. */
public final class WorkflowFinishedException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID workflowId;
    private final WorkflowState state;

    WorkflowFinishedException(UUID workflowId, WorkflowState state) {
        super(String.format(
                Locale.ROOT, "Workflow %s is already %s; start a new workflow.", workflowId, state.literal()));
        this.workflowId = workflowId;
        this.state = state;
    }

    /** Returns the id of the workflow. */
    public UUID workflowId() {
        return workflowId;
    }

    /** Returns the final state: completed, failed or cancelled. */
    public WorkflowState state() {
        return state;
    }
}
