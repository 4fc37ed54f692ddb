package io.aro.db.model;

import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Weight;
import io.aro.db.repository.Changes;
import io.aro.db.workflow.NewWorkflow;
import io.aro.db.workflow.WorkflowInstance;
import io.aro.db.workflow.WorkflowInstanceRepository;
import io.aro.db.workflow.WorkflowState;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call of workflows. */
sealed interface WorkflowCall extends Call {

    @Weight(10)
    record StartWorkflow(
            String name,
            @Nullable Integer ofAppointment,
            @Nullable Map<String, Object> facts,
            int retries,
            @Nullable Instant at)
            implements WorkflowCall {
        @Override
        public Object on(Repositories db, Known known) {
            NewWorkflow workflow = NewWorkflow.named(name).withMaxRetries(retries);
            workflow = ofAppointment == null ? workflow : workflow.withAppointmentId(known.appointment(ofAppointment));
            workflow = facts == null ? workflow : workflow.withStateData(facts);
            return db.workflows().create(at == null ? workflow : workflow.withDueAt(at));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.workflows().create(this, ofAppointment == null ? null : known.appointment(ofAppointment));
        }
    }

    /** The moves of a workflow. */
    enum Step {
        MARK_RUNNING,
        WAIT_UNTIL,
        RETRY_LATER,
        COMPLETE,
        CANCEL,
        FAIL
    }

    @Weight(20)
    record MoveWorkflow(int workflow, Step step, Instant time, Map<String, Object> facts) implements WorkflowCall {
        @Override
        public Object on(Repositories db, Known known) {
            UUID id = known.workflow(workflow);
            WorkflowInstanceRepository workflows = db.workflows();
            return switch (step) {
                case MARK_RUNNING -> workflows.markRunning(id);
                case WAIT_UNTIL -> workflows.waitUntil(id, time);
                case RETRY_LATER -> workflows.retryLater(id, time, facts);
                case COMPLETE -> workflows.complete(id);
                case CANCEL -> workflows.cancel(id);
                case FAIL -> workflows.fail(id, facts);
            };
        }

        @Override
        public Object on(Model model, Known known) {
            return model.workflows().move(known.workflow(workflow), step, time, facts);
        }
    }

    record SaveStateData(int workflow, @Nullable Map<String, Object> facts) implements WorkflowCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.workflows().saveStateData(known.workflow(workflow), facts);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.workflows().saveStateData(known.workflow(workflow), facts);
        }
    }

    record UpdateWorkflow(int workflow, @Nullable String text, int retries) implements WorkflowCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.workflows()
                    .update(
                            known.workflow(workflow),
                            Changes.set(WORKFLOW_INSTANCES.WORKFLOW_NAME, text)
                                    .and(WORKFLOW_INSTANCES.MAX_RETRIES, retries));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.workflows().update(known.workflow(workflow), text, retries);
        }
    }

    @Weight(2)
    record DeleteWorkflow(int workflow) implements WorkflowCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.workflows().delete(known.workflow(workflow));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.tables().workflows().remove(known.workflow(workflow)) != null;
        }
    }

    record FindDue(int limit) implements WorkflowCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.workflows().findDue(limit);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.workflows().findDue(limit);
        }
    }

    record FindInState(@Nullable WorkflowState state, int limit) implements WorkflowCall {
        @Override
        public Object on(Repositories db, Known known) {
            return state == null
                    ? db.workflows().findActive(limit)
                    : db.workflows().findByState(state, limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            return Model.first(
                    limit,
                    model.workflows().byStart().stream()
                            .filter(workflow ->
                                    state == null ? WorkflowRules.isActive(workflow) : workflow.currentState() == state)
                            .toList());
        }
    }

    record FindOfAppointment(int appointment, int limit) implements WorkflowCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.workflows().findByAppointment(known.appointment(appointment), limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            UUID id = known.appointment(appointment);
            return Model.first(
                    limit,
                    model.workflows().byStart().reversed().stream()
                            .filter((WorkflowInstance workflow) -> id.equals(workflow.appointmentId()))
                            .toList());
        }
    }
}
