package io.aro.db.workflow;

import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.DeadLettersRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a new dead letter; immutable.
 *
 * @param workflowId the workflow of the work, possibly deleted; null for none
 * @param skillName the name of the failed skill, at most 255 characters; null only with a workflow
 * @param context the input of the work as a JSON object; null for none
 * @param error the last error as a JSON object; null if unknown
 * @param attempts the number of attempts so far, at least 1
 */
public record NewDeadLetter(
        @Nullable UUID workflowId,
        @Nullable String skillName,
        @Nullable String context,
        @Nullable String error,
        int attempts) {

    /**
     * Validates all values.
     *
     * @throws InvalidValueException if a value is invalid, or both the workflow and the skill are null
     */
    public NewDeadLetter {
        skillName = skillName == null ? null : Values.text("skill name", skillName, 255);
        context = context == null ? null : Json.object("context", context);
        error = error == null ? null : Json.object("error", error);
        Values.positive("attempts", attempts);
        if (workflowId == null && skillName == null) {
            throw new InvalidValueException("dead letter", "must name a workflow or a skill");
        }
    }

    /** Returns the dead letter of a skill without a workflow, after one attempt. */
    public static NewDeadLetter ofSkill(String skillName) {
        return new NewDeadLetter(null, skillName, null, null, 1);
    }

    /** Returns the dead letter of a workflow with the workflow's error; the attempts are its retries plus one. */
    public static NewDeadLetter of(WorkflowInstance workflow) {
        Values.required("workflow", workflow);
        String error = workflow.error() == null ? null : workflow.error().toString();
        return new NewDeadLetter(workflow.id(), workflow.workflowName(), null, error, workflow.retryCount() + 1);
    }

    /** Returns a copy with another context, a value serialised by Jackson as a JSON object. */
    public NewDeadLetter withContext(Object data) {
        return new NewDeadLetter(workflowId, skillName, Json.write(Values.required("context", data)), error, attempts);
    }

    /** Returns a copy with another error, a value serialised by Jackson as a JSON object. */
    public NewDeadLetter withError(Object data) {
        return new NewDeadLetter(workflowId, skillName, context, Json.write(Values.required("error", data)), attempts);
    }

    /** Returns a copy with another number of attempts. */
    public NewDeadLetter withAttempts(int count) {
        return new NewDeadLetter(workflowId, skillName, context, error, count);
    }

    /** Returns the row to insert; the creation is also the last attempt. */
    DeadLettersRecord toRow(UUID id, Instant now) {
        DeadLettersRecord row = new DeadLettersRecord();
        row.setId(id);
        row.setWorkflowId(workflowId());
        row.setSkillName(skillName());
        row.setContext(WorkflowJson.document(context));
        row.setError(WorkflowJson.document(error));
        row.setAttempts(attempts());
        row.setCreatedAt(now);
        row.setLastAttemptAt(now);
        return row;
    }
}
