package io.aro.db.testkit.builder;

import io.aro.db.appointment.Appointment;
import io.aro.db.repository.Session;
import io.aro.db.workflow.NewWorkflow;
import io.aro.db.workflow.WorkflowInstance;
import io.aro.db.workflow.WorkflowInstanceRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A builder of workflows; immutable. */
public final class WorkflowBuilder implements SessionRowBuilder<WorkflowInstance> {

    private static final Duration LATER = Duration.ofHours(1);
    private static final Map<String, String> ERROR = Map.of("error", "timeout");

    private final Recipe<NewWorkflow, WorkflowInstance> recipe;

    WorkflowBuilder() {
        this(Recipe.plain());
    }

    private WorkflowBuilder(Recipe<NewWorkflow, WorkflowInstance> recipe) {
        this.recipe = recipe;
    }

    /** Returns a new workflow for a repository. */
    public NewWorkflow build() {
        return recipe.applyTo(NewWorkflow.named("reminder_sequence"));
    }

    @Override
    public WorkflowInstance insert(Session session) {
        return recipe.finish(new WorkflowInstanceRepository(session).create(build()), session);
    }

    /** Returns a builder with the workflow name. */
    public WorkflowBuilder named(String name) {
        return with(workflow -> new NewWorkflow(
                name, workflow.appointmentId(), workflow.stateData(), workflow.maxRetries(), workflow.dueAt()));
    }

    /** Returns a builder with the appointment. */
    public WorkflowBuilder about(Appointment appointment) {
        return with(workflow -> workflow.withAppointmentId(appointment.id()));
    }

    /** Returns a builder with the due time. */
    public WorkflowBuilder dueAt(Instant time) {
        return with(workflow -> workflow.withDueAt(time));
    }

    /** Returns a builder with the state data. */
    public WorkflowBuilder stateData(Map<String, ?> data) {
        return with(workflow -> workflow.withStateData(data));
    }

    /** Returns a builder of running workflows. */
    public WorkflowBuilder running() {
        return then((workflows, id, now) -> workflows.markRunning(id));
    }

    /** Returns a builder of workflows waiting for one hour. */
    public WorkflowBuilder waiting() {
        return then((workflows, id, now) -> workflows.waitUntil(id, now.plus(LATER)));
    }

    /** Returns a builder of failed workflows with a retry in one hour. */
    public WorkflowBuilder retrying() {
        return then((workflows, id, now) -> workflows.retryLater(id, now.plus(LATER), ERROR));
    }

    /** Returns a builder of completed workflows. */
    public WorkflowBuilder completed() {
        return then((workflows, id, now) -> workflows.complete(id));
    }

    /** Returns a builder of cancelled workflows. */
    public WorkflowBuilder cancelled() {
        return then((workflows, id, now) -> workflows.cancel(id));
    }

    /** Returns a builder of workflows failed without further retries. */
    public WorkflowBuilder failed() {
        return then((workflows, id, now) -> workflows.fail(id, ERROR));
    }

    private WorkflowBuilder with(UnaryOperator<NewWorkflow> change) {
        return new WorkflowBuilder(recipe.with(change));
    }

    private WorkflowBuilder then(Deed deed) {
        return new WorkflowBuilder(recipe.then((workflow, session) ->
                deed.done(new WorkflowInstanceRepository(session), workflow.id(), session.now())));
    }

    /** A change of a workflow, with its new state as result. */
    @FunctionalInterface
    private interface Deed {

        WorkflowInstance done(WorkflowInstanceRepository workflows, UUID id, Instant now);
    }
}
