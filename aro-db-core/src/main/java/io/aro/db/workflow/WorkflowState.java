package io.aro.db.workflow;

import io.aro.db.internal.value.Values;

/** The state of a workflow. */
public enum WorkflowState {
    /** Created and not yet run. */
    PENDING("pending"),
    /** A step is in progress; no due time. */
    RUNNING("running"),
    /** Suspended until the due time. */
    WAITING("waiting"),
    /** Failed in a step, to be retried at the due time. */
    RETRYING("retrying"),
    /** Ended successfully; final. */
    COMPLETED("completed"),
    /** Ended with an error; final. */
    FAILED("failed"),
    /** Ended before completion on request; final. */
    CANCELLED("cancelled");

    private final String literal;

    WorkflowState(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code pending}. */
    public String literal() {
        return literal;
    }

    /** Returns whether the state is final. */
    public boolean isFinished() {
        return switch (this) {
            case PENDING, RUNNING, WAITING, RETRYING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    /**
     * Returns the constant of a literal.
     *
     * @throws io.aro.db.refusal.InvalidValueException if the literal is unknown
     */
    public static WorkflowState of(String literal) {
        return Values.constant(values(), WorkflowState::literal, "workflow state", literal);
    }
}
