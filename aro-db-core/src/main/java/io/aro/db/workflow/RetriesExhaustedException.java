package io.aro.db.workflow;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.UUID;

/** Thrown when a workflow has no retries left; nothing was changed. */
public final class RetriesExhaustedException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID workflowId;
    private final int retryCount;

    RetriesExhaustedException(UUID workflowId, int retryCount) {
        super(String.format(
                Locale.ROOT, "Workflow %s was retried %s times, as often as it may; fail it.", workflowId, retryCount));
        this.workflowId = workflowId;
        this.retryCount = retryCount;
    }

    public UUID workflowId() {
        return workflowId;
    }

    public int retryCount() {
        return retryCount;
    }
}
