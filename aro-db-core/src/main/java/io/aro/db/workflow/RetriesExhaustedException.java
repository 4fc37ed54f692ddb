package io.aro.db.workflow;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.UUID;

/** Thrown when a workflow has no retries left; the workflow is unchanged. */
public final class RetriesExhaustedException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID workflowId;
    private final int retryCount;

    RetriesExhaustedException(UUID workflowId, int retryCount) {
        super(String.format(Locale.ROOT, "Workflow %s has used all %s retries; fail it.", workflowId, retryCount));
        this.workflowId = workflowId;
        this.retryCount = retryCount;
    }

    /** Returns the id of the workflow. */
    public UUID workflowId() {
        return workflowId;
    }

    /** Returns the number of retries so far. */
    public int retryCount() {
        return retryCount;
    }
}
