package io.aro.db.workflow;

import io.aro.db.internal.value.Values;

/** The state of a workflow. */
public enum WorkflowState {
    PENDING("pending"),
    RUNNING("running"),
    WAITING("waiting"),
    RETRYING("retrying"),
    COMPLETED("completed"),
    FAILED("failed"),
    CANCELLED("cancelled");

    private final String literal;

    WorkflowState(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database. */
    public String literal() {
        return literal;
    }

    /** Tells whether a workflow in this state has come to its end, which it never leaves. */
    public boolean isFinished() {
        return switch (this) {
            case PENDING, RUNNING, WAITING, RETRYING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    /** Returns the constant that the database's word stands for. */
    public static WorkflowState of(String literal) {
        return Values.constant(values(), WorkflowState::literal, "workflow state", literal);
    }
}
