package io.aro.db.workflow;

import io.aro.db.internal.json.Json;
import io.aro.db.schema.tables.records.DeadLettersRecord;
import io.aro.db.schema.tables.records.WorkflowInstancesRecord;
import java.time.Instant;
import java.util.UUID;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns rows into workflows and dead letters, and new ones into rows. */
final class WorkflowRows {

    private WorkflowRows() {}

    static WorkflowInstance toWorkflow(WorkflowInstancesRecord row) {
        return new WorkflowInstance(
                row.getId(),
                row.getWorkflowName(),
                row.getAppointmentId(),
                WorkflowState.of(row.getCurrentState()),
                tree(row.getStateData()),
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
                tree(row.getError()),
                row.getCreatedAt());
    }

    static WorkflowInstancesRecord toRow(NewWorkflow workflow, UUID id, Instant now) {
        WorkflowInstancesRecord row = new WorkflowInstancesRecord();
        row.setId(id);
        row.setWorkflowName(workflow.workflowName());
        row.setAppointmentId(workflow.appointmentId());
        row.setCurrentState(WorkflowState.PENDING.literal());
        row.setStateData(document(workflow.stateData()));
        row.setMaxRetries(workflow.maxRetries());
        row.setNextAttemptAt(workflow.dueAt() == null ? now : workflow.dueAt());
        row.setStartedAt(now);
        row.setLastUpdatedAt(now);
        row.setCreatedAt(now);
        return row;
    }

    static DeadLetter toDeadLetter(DeadLettersRecord row) {
        return new DeadLetter(
                row.getId(),
                row.getWorkflowId(),
                row.getSkillName(),
                tree(row.getContext()),
                tree(row.getError()),
                row.getAttempts(),
                row.getArchived(),
                row.getCreatedAt(),
                row.getLastAttemptAt());
    }

    static DeadLettersRecord toRow(NewDeadLetter letter, UUID id, Instant now) {
        DeadLettersRecord row = new DeadLettersRecord();
        row.setId(id);
        row.setWorkflowId(letter.workflowId());
        row.setSkillName(letter.skillName());
        row.setContext(document(letter.context()));
        row.setError(document(letter.error()));
        row.setAttempts(letter.attempts());
        row.setCreatedAt(now);
        row.setLastAttemptAt(now);
        return row;
    }

    /** Returns an object that Jackson writes as a JSON object as the value of a column. */
    static @Nullable JSONB document(String field, @Nullable Object value) {
        return value == null ? null : document(Json.object(field, Json.write(value)));
    }

    private static @Nullable JSONB document(@Nullable String json) {
        return json == null ? null : JSONB.jsonb(json);
    }

    private static @Nullable JsonNode tree(@Nullable JSONB document) {
        return document == null ? null : Json.read(document.data(), JsonNode.class);
    }
}
