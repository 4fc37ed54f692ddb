package io.aro.db.workflow;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.FORMER_BELONGINGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;

import io.aro.db.hold.internal.HoldGate;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Repository;
import io.aro.db.repository.Session;
import io.aro.db.row.Row;
import io.aro.db.schema.tables.records.DeadLettersRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.JSONB;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jooq.UpdateSetMoreStep;

/** The repository of dead letters; retention archives them some time after their resolution. */
public final class DeadLetterRepository extends Repository<DeadLettersRecord, DeadLetter> {

    private static final List<SortField<?>> NEWEST_FIRST =
            List.of(DEAD_LETTERS.CREATED_AT.desc(), DEAD_LETTERS.ID.desc());

    private static final String NOUN = "dead_letter";

    /** Creates the repository on a session. */
    public DeadLetterRepository(Session session) {
        super(session, DEAD_LETTERS, DEAD_LETTERS.ID, NOUN);
    }

    @Override
    protected DeadLetter toEntity(Row row) {
        return DeadLetter.of(row);
    }

    @Override
    protected void requireDeletable(Session tx, UUID id) {
        HoldGate.enter(tx)
                .requireFree(select(APPOINTMENTS.CUSTOMER_ID)
                        .from(DEAD_LETTERS)
                        .join(WORKFLOW_INSTANCES)
                        .on(WORKFLOW_INSTANCES.ID.eq(DEAD_LETTERS.WORKFLOW_ID))
                        .join(APPOINTMENTS)
                        .on(APPOINTMENTS.ID.eq(WORKFLOW_INSTANCES.APPOINTMENT_ID))
                        .where(DEAD_LETTERS.ID.eq(id))
                        .unionAll(select(FORMER_BELONGINGS.CUSTOMER_ID)
                                .from(DEAD_LETTERS)
                                .join(FORMER_BELONGINGS)
                                .on(FORMER_BELONGINGS.ENTITY_ID.eq(DEAD_LETTERS.WORKFLOW_ID))
                                .where(DEAD_LETTERS.ID.eq(id))));
    }

    @Override
    protected Set<TableField<DeadLettersRecord, ?>> managedColumns() {
        return Set.of(
                DEAD_LETTERS.WORKFLOW_ID,
                DEAD_LETTERS.CONTEXT,
                DEAD_LETTERS.ERROR,
                DEAD_LETTERS.ATTEMPTS,
                DEAD_LETTERS.ARCHIVED,
                DEAD_LETTERS.CREATED_AT,
                DEAD_LETTERS.LAST_ATTEMPT_AT);
    }

    /** Inserts a dead letter in a single statement. */
    public DeadLetter create(NewDeadLetter letter) {
        return insert(letter.toRow(session().newId(), session().now()));
    }

    /** Returns unresolved dead letters, newest first, up to {@code limit}. */
    public List<DeadLetter> findUnarchived(int limit) {
        // Must match the condition of the partial index word for word: SQLite does not use the index for = 0.
        return findAll(not(condition(DEAD_LETTERS.ARCHIVED)), NEWEST_FIRST, limit);
    }

    /** Returns dead letters, resolved or not, newest first, up to {@code limit}. */
    public List<DeadLetter> findLatest(int limit) {
        return findAll(noCondition(), NEWEST_FIRST, limit);
    }

    /** Returns the dead letters of a workflow, resolved or not, newest first, up to {@code limit}. */
    public List<DeadLetter> findByWorkflow(UUID workflowId, int limit) {
        return findAll(DEAD_LETTERS.WORKFLOW_ID.eq(workflowId), NEWEST_FIRST, limit);
    }

    /**
     * Records another failed attempt. Concurrent calls all count.
     *
     * @param error the error, a value serialised by Jackson as a JSON object
     * @throws NotFoundException if the dead letter does not exist
     */
    public DeadLetter recordAttempt(UUID id, Object error) {
        JSONB document = WorkflowJson.document("error", error);
        Instant now = session().now();
        return requireOne(
                id,
                session()
                        .<Optional<DeadLetter>>write(dsl -> returning(
                                dsl.update(DEAD_LETTERS)
                                        .set(DEAD_LETTERS.ATTEMPTS, DEAD_LETTERS.ATTEMPTS.plus(1))
                                        .set(DEAD_LETTERS.LAST_ATTEMPT_AT, now)
                                        .set(DEAD_LETTERS.ERROR, document),
                                id)));
    }

    /**
     * Marks a dead letter as resolved; idempotent.
     *
     * @throws NotFoundException if the dead letter does not exist
     */
    public DeadLetter archive(UUID id) {
        return setArchived(id, true);
    }

    /**
     * Marks a dead letter as unresolved again; idempotent.
     *
     * @throws NotFoundException if the dead letter does not exist
     */
    public DeadLetter unarchive(UUID id) {
        return setArchived(id, false);
    }

    private DeadLetter setArchived(UUID id, boolean isArchived) {
        return requireOne(
                id,
                session()
                        .<Optional<DeadLetter>>write(
                                dsl -> returning(dsl.update(DEAD_LETTERS).set(DEAD_LETTERS.ARCHIVED, isArchived), id)));
    }

    private Optional<DeadLetter> returning(UpdateSetMoreStep<DeadLettersRecord> update, UUID id) {
        return update.where(DEAD_LETTERS.ID.eq(id)).returning().fetchOptional(row -> toEntity(Row.of(row)));
    }

    private static DeadLetter requireOne(UUID id, Optional<DeadLetter> letter) {
        return letter.orElseThrow(() -> new NotFoundException(NOUN, id));
    }
}
