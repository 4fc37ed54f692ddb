package io.aro.db.model;

import io.aro.db.model.DeadLetterCall.GiveUp;
import io.aro.db.workflow.DeadLetter;
import io.aro.db.workflow.WorkflowInstance;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The model's rules of dead letters. */
final class DeadLetterRules {

    private final Model model;

    DeadLetterRules(Model model) {
        this.model = model;
    }

    List<DeadLetter> latestFirst() {
        return Model.latestFirst(
                model.tables().deadLetters().values().stream(), Comparator.comparing(DeadLetter::createdAt));
    }

    DeadLetter add(GiveUp call, @Nullable UUID workflow) {
        Check.textIfAny(call.skill(), 255);
        Check.positive(call.attempts());
        Check.that(workflow != null || call.skill() != null);
        return add(workflow, call.skill(), json(call.context()), json(call.error()), call.attempts());
    }

    /** Adds a dead letter. The first try and each retry are attempts; a blank workflow name is no skill name. */
    DeadLetter add(UUID workflow) {
        WorkflowInstance failed = model.workflows().get(workflow);
        Check.text(failed.workflowName(), 255);
        return add(workflow, failed.workflowName(), null, failed.error(), failed.retryCount() + 1);
    }

    private DeadLetter add(
            @Nullable UUID workflow,
            @Nullable String skill,
            @Nullable JsonNode context,
            @Nullable JsonNode error,
            int attempts) {
        return put(new DeadLetter(
                model.newId(), workflow, skill, context, error, attempts, false, model.now(), model.now()));
    }

    DeadLetter recordAttempt(UUID id, Map<String, Object> error) {
        DeadLetter before = get(id);
        return put(Records.with(
                before, "attempts", before.attempts() + 1, "error", json(error), "lastAttemptAt", model.now()));
    }

    DeadLetter settle(UUID id, boolean archives) {
        return put(Records.with(get(id), "archived", archives));
    }

    DeadLetter rename(UUID id, String skill) {
        Check.optional(skill, 255);
        return put(Records.with(get(id), "skillName", skill));
    }

    private DeadLetter get(UUID id) {
        return Optional.ofNullable(model.tables().deadLetters().get(id))
                .orElseThrow(() -> Refusal.notFound("dead_letter", id));
    }

    private DeadLetter put(DeadLetter letter) {
        model.tables().deadLetters().put(letter.id(), letter);
        return letter;
    }

    private static @Nullable JsonNode json(@Nullable Map<String, Object> facts) {
        return facts == null ? null : EventRules.json(facts);
    }
}
