package io.aro.db.workflow;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.jooq.impl.DSL.select;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Repository;
import io.aro.db.repository.Session;
import io.aro.db.row.Row;
import io.aro.db.schema.tables.records.WorkflowInstancesRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * The repository of workflows.
 *
 * <p>Each change of state is a single guarded statement. If several callers end a workflow concurrently, the first
 * succeeds and the rest get a {@link WorkflowFinishedException}. Ending, waiting and retrying release the owner's
 * lease.
 */
public final class WorkflowInstanceRepository extends Repository<WorkflowInstancesRecord, WorkflowInstance> {

    private static final List<SortField<?>> OLDEST_FIRST =
            List.of(WORKFLOW_INSTANCES.STARTED_AT.asc(), WORKFLOW_INSTANCES.ID.asc());

    private static final String NOUN = "workflow";

    /** Creates the repository on a session. */
    public WorkflowInstanceRepository(Session session) {
        super(session, WORKFLOW_INSTANCES, WORKFLOW_INSTANCES.ID, NOUN);
    }

    @Override
    protected WorkflowInstance toEntity(Row row) {
        return WorkflowInstance.of(row);
    }

    @Override
    protected TableField<WorkflowInstancesRecord, Instant> updatedAtColumn() {
        return WORKFLOW_INSTANCES.LAST_UPDATED_AT;
    }

    @Override
    protected void requireDeletable(Session tx, UUID id) {
        HoldGate.enter(tx)
                .requireFree(select(APPOINTMENTS.CUSTOMER_ID)
                        .from(WORKFLOW_INSTANCES)
                        .join(APPOINTMENTS)
                        .on(APPOINTMENTS.ID.eq(WORKFLOW_INSTANCES.APPOINTMENT_ID))
                        .where(WORKFLOW_INSTANCES.ID.eq(id)));
    }

    @Override
    protected Set<TableField<WorkflowInstancesRecord, ?>> managedColumns() {
        return Set.of(
                WORKFLOW_INSTANCES.CURRENT_STATE,
                WORKFLOW_INSTANCES.STATE_DATA,
                WORKFLOW_INSTANCES.STARTED_AT,
                WORKFLOW_INSTANCES.COMPLETED_AT,
                WORKFLOW_INSTANCES.FAILED_AT,
                WORKFLOW_INSTANCES.RETRY_COUNT,
                WORKFLOW_INSTANCES.NEXT_ATTEMPT_AT,
                WORKFLOW_INSTANCES.OWNER,
                WORKFLOW_INSTANCES.LEASE_UNTIL,
                WORKFLOW_INSTANCES.FENCE,
                WORKFLOW_INSTANCES.ERROR,
                WORKFLOW_INSTANCES.CREATED_AT);
    }

    /**
     * Inserts a pending workflow in a single statement.
     *
     * @throws ConstraintViolationException of kind {@code FOREIGN_KEY} if the appointment does not exist
     */
    public WorkflowInstance create(NewWorkflow workflow) {
        return insert(workflow.toRow(session().newId(), session().now()));
    }

    /** Returns the workflows of an appointment, latest start first, up to {@code limit}. */
    public List<WorkflowInstance> findByAppointment(UUID appointmentId, int limit) {
        return findAll(
                WORKFLOW_INSTANCES.APPOINTMENT_ID.eq(appointmentId),
                List.of(WORKFLOW_INSTANCES.STARTED_AT.desc(), WORKFLOW_INSTANCES.ID.desc()),
                limit);
    }

    /** Returns the workflows in a state, earliest start first, up to {@code limit}. */
    public List<WorkflowInstance> findByState(WorkflowState state, int limit) {
        return findAll(WORKFLOW_INSTANCES.CURRENT_STATE.eq(state.literal()), OLDEST_FIRST, limit);
    }

    /** Returns active workflows, earliest start first, up to {@code limit}. */
    public List<WorkflowInstance> findActive(int limit) {
        return findAll(active(), OLDEST_FIRST, limit);
    }

    /** Returns active workflows due by now, earliest due time first, up to {@code limit}; from the primary. */
    public List<WorkflowInstance> findDue(int limit) {
        Values.positive("limit", limit);
        return session()
                .readPrimary(dsl -> dsl.selectFrom(WORKFLOW_INSTANCES)
                        .where(active().and(WORKFLOW_INSTANCES.NEXT_ATTEMPT_AT.le(
                                session().now())))
                        .orderBy(WORKFLOW_INSTANCES.NEXT_ATTEMPT_AT, WORKFLOW_INSTANCES.ID)
                        .limit(limit)
                        .fetch(row -> toEntity(Row.of(row))));
    }

    /**
     * Marks a workflow as running and clears its due time.
     *
     * @throws NotFoundException if the workflow does not exist
     * @throws WorkflowFinishedException if the workflow has ended
     */
    public WorkflowInstance markRunning(UUID id) {
        return move(id, to(WorkflowState.RUNNING));
    }

    /**
     * Suspends a workflow until a time.
     *
     * @param time the next due time
     * @throws NotFoundException if the workflow does not exist
     * @throws WorkflowFinishedException if the workflow has ended
     */
    public WorkflowInstance waitUntil(UUID id, Instant time) {
        WorkflowInstancesRecord changes = released(to(WorkflowState.WAITING));
        changes.setNextAttemptAt(Values.instant("time", time));
        return move(id, changes);
    }

    /**
     * Replaces the state data of an active workflow.
     *
     * @param data a value serialised by Jackson as a JSON object; null for none
     * @throws NotFoundException if the workflow does not exist
     * @throws WorkflowFinishedException if the workflow has ended
     */
    public WorkflowInstance saveStateData(UUID id, @Nullable Object data) {
        WorkflowInstancesRecord changes = touch();
        changes.setStateData(WorkflowJson.document("state data", data));
        return move(id, changes);
    }

    /**
     * Ends a workflow as completed.
     *
     * @throws NotFoundException if the workflow does not exist
     * @throws WorkflowFinishedException if the workflow has already ended
     */
    public WorkflowInstance complete(UUID id) {
        WorkflowInstancesRecord changes = released(to(WorkflowState.COMPLETED));
        changes.setCompletedAt(changes.getLastUpdatedAt());
        return move(id, changes);
    }

    /**
     * Ends a workflow as cancelled.
     *
     * @throws NotFoundException if the workflow does not exist
     * @throws WorkflowFinishedException if the workflow has already ended
     */
    public WorkflowInstance cancel(UUID id) {
        WorkflowInstancesRecord changes = released(to(WorkflowState.CANCELLED));
        changes.setCompletedAt(changes.getLastUpdatedAt());
        return move(id, changes);
    }

    /**
     * Ends a workflow as failed, without further retries.
     *
     * @param error the error, a value serialised by Jackson as a JSON object
     * @throws NotFoundException if the workflow does not exist
     * @throws WorkflowFinishedException if the workflow has already ended
     */
    public WorkflowInstance fail(UUID id, Object error) {
        WorkflowInstancesRecord changes = released(to(WorkflowState.FAILED));
        changes.setFailedAt(changes.getLastUpdatedAt());
        changes.setError(WorkflowJson.document("error", error));
        return move(id, changes);
    }

    /**
     * Schedules a retry after an error and increments the retry count.
     *
     * @param time the next due time
     * @param error the error, a value serialised by Jackson as a JSON object
     * @throws NotFoundException if the workflow does not exist
     * @throws WorkflowFinishedException if the workflow has ended
     * @throws RetriesExhaustedException if no retries are left; call {@link #fail} then
     */
    public WorkflowInstance retryLater(UUID id, Instant time, Object error) {
        WorkflowInstancesRecord changes = released(to(WorkflowState.RETRYING));
        changes.setNextAttemptAt(Values.instant("time", time));
        changes.setError(WorkflowJson.document("error", error));
        return session()
                .<Optional<WorkflowInstance>>write(dsl -> dsl.update(WORKFLOW_INSTANCES)
                        .set(changes)
                        .set(WORKFLOW_INSTANCES.RETRY_COUNT, WORKFLOW_INSTANCES.RETRY_COUNT.plus(1))
                        .where(WORKFLOW_INSTANCES.ID.eq(id))
                        .and(active())
                        .and(WORKFLOW_INSTANCES.RETRY_COUNT.lt(WORKFLOW_INSTANCES.MAX_RETRIES))
                        .returning()
                        .fetchOptional(row -> toEntity(Row.of(row))))
                .orElseThrow(() -> refusal(id));
    }

    private WorkflowInstance move(UUID id, WorkflowInstancesRecord changes) {
        return session()
                .<Optional<WorkflowInstance>>write(dsl -> dsl.update(WORKFLOW_INSTANCES)
                        .set(changes)
                        .where(WORKFLOW_INSTANCES.ID.eq(id))
                        .and(active())
                        .returning()
                        .fetchOptional(row -> toEntity(Row.of(row))))
                .orElseThrow(() -> refusal(id));
    }

    /** Returns the reason for a rejected change. Reads on the writing connection, because a replica may lag. */
    private AroDatabaseException refusal(UUID id) {
        WorkflowInstance actual = session()
                .<Optional<WorkflowInstance>>write(dsl -> dsl.selectFrom(WORKFLOW_INSTANCES)
                        .where(WORKFLOW_INSTANCES.ID.eq(id))
                        .fetchOptional(row -> toEntity(Row.of(row))))
                .orElseThrow(() -> new NotFoundException(NOUN, id));
        return actual.completedAt() == null && actual.failedAt() == null
                ? new RetriesExhaustedException(id, actual.retryCount())
                : new WorkflowFinishedException(id, actual.currentState());
    }

    /**
     * Returns the condition of active workflows; must match the partial indexes word for word, or planners ignore them.
     */
    private static Condition active() {
        return WORKFLOW_INSTANCES.COMPLETED_AT.isNull().and(WORKFLOW_INSTANCES.FAILED_AT.isNull());
    }

    private WorkflowInstancesRecord to(WorkflowState state) {
        WorkflowInstancesRecord changes = touch();
        changes.setCurrentState(state.literal());
        changes.setNextAttemptAt(null);
        return changes;
    }

    private WorkflowInstancesRecord touch() {
        WorkflowInstancesRecord changes = new WorkflowInstancesRecord();
        changes.setLastUpdatedAt(session().now());
        return changes;
    }

    private static WorkflowInstancesRecord released(WorkflowInstancesRecord changes) {
        changes.setOwner(null);
        changes.setLeaseUntil(null);
        return changes;
    }
}
