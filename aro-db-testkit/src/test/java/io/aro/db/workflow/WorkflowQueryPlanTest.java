package io.aro.db.workflow;

import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Plans;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks both planners how they read among two thousand workflows, most of which have ended, and as many dead letters. */
@BothEngines
class WorkflowQueryPlanTest {

    private static final int ROWS = 2000;

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;
    private final List<UUID> visits = new ArrayList<>();

    WorkflowQueryPlanTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
    }

    @BeforeEach
    void insertManyRows() {
        UUID ada = Given.customer(db, 1).id();
        IntStream.range(0, 40)
                .forEach(i ->
                        visits.add(db.appointments().create(Given.visit(ada)).id()));
        List<Query> insertions = IntStream.range(0, ROWS)
                .boxed()
                .flatMap(i -> Stream.of(workflow(i), deadLetter(i)))
                .toList();
        db.session().write(dsl -> dsl.batch(insertions).execute());
    }

    private Query workflow(int number) {
        Instant time = clock.instant().minus(Duration.ofMinutes(number));
        NewWorkflow remind = NewWorkflow.named("reminder_sequence").about(visits.get(number % visits.size()));
        var row = WorkflowRows.toRow(remind, db.session().newId(), time);
        boolean isActive = number % 10 == 0;
        row.setCurrentState(isActive ? WorkflowState.WAITING.literal() : WorkflowState.COMPLETED.literal());
        row.setCompletedAt(isActive ? null : time);
        return DSL.insertInto(WORKFLOW_INSTANCES).set(row);
    }

    private Query deadLetter(int number) {
        Instant time = clock.instant().minus(Duration.ofMinutes(number));
        NewDeadLetter letter = new NewDeadLetter(visits.get(number % visits.size()), null, null, null, 1);
        var row = WorkflowRows.toRow(letter, db.session().newId(), time);
        row.setArchived(number % 10 != 0);
        return DSL.insertInto(DEAD_LETTERS).set(row);
    }

    @Test
    void workflowsAreServedInOrder() throws SQLException {
        Plans plans = Plans.of(database, clock);

        plans.assertWalks("idx_workflow_appointment", aro -> aro.workflows().findByAppointment(visits.get(3), 5));
        plans.assertWalks("idx_workflow_state", aro -> aro.workflows().findByState(WorkflowState.WAITING, 5));
        plans.assertWalks("idx_workflow_active", aro -> aro.workflows().findActive(5));
        plans.assertWalks("idx_workflow_due", aro -> aro.workflows().findDue(5));
    }

    @Test
    void deadLettersAreServedInOrder() throws SQLException {
        Plans plans = Plans.of(database, clock);

        plans.assertWalks("idx_dead_letters_archived", aro -> aro.deadLetters().findUnarchived(5));
        plans.assertWalks("idx_dead_letters_created", aro -> aro.deadLetters().findLatest(5));
        plans.assertWalks("idx_dead_letters_workflow", aro -> aro.deadLetters().findByWorkflow(visits.get(3), 5));
    }
}
