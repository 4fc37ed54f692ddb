package io.aro.db.model;

import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.model.WorkflowCall.StartWorkflow;
import io.aro.db.model.WorkflowCall.Step;
import io.aro.db.workflow.WorkflowInstance;
import io.aro.db.workflow.WorkflowState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The model's rules of workflows. */
final class WorkflowRules {

    private final Model model;

    WorkflowRules(Model model) {
        this.model = model;
    }

    List<WorkflowInstance> byStart() {
        return Model.sorted(
                model.tables().workflows().values().stream(), Comparator.comparing(WorkflowInstance::startedAt));
    }

    static boolean isActive(WorkflowInstance workflow) {
        return workflow.completedAt() == null && workflow.failedAt() == null;
    }

    List<WorkflowInstance> findDue(int limit) {
        Check.positive(limit);
        return Model.first(
                limit,
                Model.sorted(
                        byId().stream()
                                .filter(WorkflowRules::isActive)
                                .filter(workflow -> workflow.nextAttemptAt() != null
                                        && !workflow.nextAttemptAt().isAfter(model.now())),
                        Comparator.comparing(workflow -> Objects.requireNonNull(workflow.nextAttemptAt()))));
    }

    private List<WorkflowInstance> byId() {
        return List.copyOf(model.tables().workflows().values());
    }

    WorkflowInstance create(StartWorkflow call, @Nullable UUID appointment) {
        Check.text(call.name(), 255);
        Check.that(call.retries() >= 0);
        Instant due = call.at() == null ? model.now() : Check.time(call.at());
        if (appointment != null && model.appointments().find(appointment).isEmpty()) {
            throw Refusal.constraint(Kind.FOREIGN_KEY);
        }
        return put(new WorkflowInstance(
                model.newId(),
                call.name(),
                appointment,
                WorkflowState.PENDING,
                call.facts() == null ? null : EventRules.json(call.facts()),
                model.now(),
                model.now(),
                null,
                null,
                0,
                call.retries(),
                due,
                null,
                null,
                0,
                null,
                model.now()));
    }

    /** Moves a workflow. Model workflows have no owner, so no lease is checked. */
    WorkflowInstance move(UUID id, Step step, Instant time, Map<String, Object> facts) {
        boolean isPutOff = step == Step.WAIT_UNTIL || step == Step.RETRY_LATER;
        Instant next = isPutOff ? Check.time(time) : null;
        WorkflowInstance before = active(id);
        WorkflowInstance moved = Records.with(before, "currentState", stateAfter(step), "nextAttemptAt", next);
        return touch(
                switch (step) {
                    case MARK_RUNNING, WAIT_UNTIL -> moved;
                    case COMPLETE, CANCEL -> Records.with(moved, "completedAt", model.now());
                    case FAIL -> Records.with(moved, "failedAt", model.now(), "error", EventRules.json(facts));
                    case RETRY_LATER -> {
                        if (before.retryCount() >= before.maxRetries()) {
                            throw Refusal.retriesExhausted(id, before.retryCount());
                        }
                        yield Records.with(
                                moved, "retryCount", before.retryCount() + 1, "error", EventRules.json(facts));
                    }
                });
    }

    private static WorkflowState stateAfter(Step step) {
        return switch (step) {
            case MARK_RUNNING -> WorkflowState.RUNNING;
            case WAIT_UNTIL -> WorkflowState.WAITING;
            case RETRY_LATER -> WorkflowState.RETRYING;
            case COMPLETE -> WorkflowState.COMPLETED;
            case CANCEL -> WorkflowState.CANCELLED;
            case FAIL -> WorkflowState.FAILED;
        };
    }

    WorkflowInstance saveStateData(UUID id, @Nullable Map<String, Object> facts) {
        return touch(Records.with(active(id), "stateData", facts == null ? null : EventRules.json(facts)));
    }

    WorkflowInstance update(UUID id, @Nullable String name, int retries) {
        Check.optional(name, 255);
        WorkflowInstance before = get(id);
        if (name == null) {
            throw Refusal.constraint(Kind.NOT_NULL);
        }
        if (retries < 0) {
            throw Refusal.constraint(Kind.CHECK);
        }
        return touch(Records.with(before, "workflowName", name, "maxRetries", retries));
    }

    private WorkflowInstance active(UUID id) {
        WorkflowInstance workflow = get(id);
        if (!isActive(workflow)) {
            throw Refusal.workflowFinished(id, workflow.currentState());
        }
        return workflow;
    }

    WorkflowInstance get(UUID id) {
        return Optional.ofNullable(model.tables().workflows().get(id))
                .orElseThrow(() -> Refusal.notFound("workflow", id));
    }

    private WorkflowInstance touch(WorkflowInstance changed) {
        return put(Records.with(changed, "lastUpdatedAt", model.now()));
    }

    private WorkflowInstance put(WorkflowInstance workflow) {
        model.tables().workflows().put(workflow.id(), workflow);
        return workflow;
    }
}
