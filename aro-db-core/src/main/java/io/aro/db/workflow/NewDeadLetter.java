package io.aro.db.workflow;

import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.DeadLettersRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a dead letter to be created; immutable.
 *
 * @param workflowId the workflow it was part of, if any; it need not be there any more
 * @param skillName what was to be done, at most 255 characters, if it has a name
 * @param context what was needed to do it, as a JSON object, if anything
 * @param error what last went wrong, as a JSON object, if known
 * @param attempts how often it was tried, from 1
 */
public record NewDeadLetter(
        @Nullable UUID workflowId,
        @Nullable String skillName,
        @Nullable String context,
        @Nullable String error,
        int attempts) {

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if one does not fit its column, or neither a workflow nor a skill is named
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

    /** Returns the dead letter of a skill that belongs to no workflow and was tried once. */
    public static NewDeadLetter ofSkill(String skillName) {
        return new NewDeadLetter(null, skillName, null, null, 1);
    }

    /** Returns the dead letter of a workflow, tried once and as often again as the workflow was retried. */
    public static NewDeadLetter of(WorkflowInstance workflow) {
        Values.required("workflow", workflow);
        String error = workflow.error() == null ? null : workflow.error().toString();
        return new NewDeadLetter(workflow.id(), workflow.workflowName(), null, error, workflow.retryCount() + 1);
    }

    /** Returns a copy that holds what was needed: anything that Jackson writes as a JSON object. */
    public NewDeadLetter withContext(Object data) {
        return new NewDeadLetter(workflowId, skillName, Json.write(Values.required("context", data)), error, attempts);
    }

    /** Returns a copy that says what went wrong: anything that Jackson writes as a JSON object. */
    public NewDeadLetter withError(Object data) {
        return new NewDeadLetter(workflowId, skillName, context, Json.write(Values.required("error", data)), attempts);
    }

    /** Returns a copy with the number of attempts. */
    public NewDeadLetter withAttempts(int count) {
        return new NewDeadLetter(workflowId, skillName, context, error, count);
    }

    /** Returns the row of this dead letter. */
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
