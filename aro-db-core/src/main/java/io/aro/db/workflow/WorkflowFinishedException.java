package io.aro.db.workflow;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.UUID;

/** Thrown when a workflow is in a final state; nothing was changed. */
public final class WorkflowFinishedException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID workflowId;
    private final WorkflowState state;

    WorkflowFinishedException(UUID workflowId, WorkflowState state) {
        super(String.format(
                Locale.ROOT, "Workflow %s is %s and cannot go on; start a new one.", workflowId, state.literal()));
        this.workflowId = workflowId;
        this.state = state;
    }

    public UUID workflowId() {
        return workflowId;
    }

    /** Returns the state it ended in. */
    public WorkflowState state() {
        return state;
    }
}
