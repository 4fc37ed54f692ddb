package io.aro.db.workflow;

import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Watched;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves of workflows, with retries, waits and refusals. */
@BothEngines
class WorkflowMoveTest {

    private static final UUID NOBODY = UUID.fromString("01890000-0000-7000-8000-000000000009");
    private static final Map<String, String> TIMEOUT = Map.of("message", "timeout");

    private final AroDatabase db;
    private final TestClock clock;
    private final WorkflowInstance started;
    private final Instant later;

    WorkflowMoveTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        this.started = db.workflows()
                .create(NewWorkflow.named("reminder_sequence")
                        .withStateData(Map.of("step", 1))
                        .withMaxRetries(2));
        this.later = clock.advance(Duration.ofMinutes(1));
    }

    @BeforeEach
    void leaseTheWorkflow() {
        db.session()
                .write(dsl -> dsl.update(WORKFLOW_INSTANCES)
                        .set(WORKFLOW_INSTANCES.OWNER, "worker-1")
                        .set(WORKFLOW_INSTANCES.LEASE_UNTIL, later)
                        .set(WORKFLOW_INSTANCES.FENCE, 1L)
                        .where(WORKFLOW_INSTANCES.ID.eq(started.id()))
                        .execute());
    }

    @Test
    void isNoLongerDueWhileItRuns() {
        WorkflowInstance running = db.workflows().markRunning(started.id());

        assertThat(running.currentState()).isEqualTo(WorkflowState.RUNNING);
        assertThat(running.nextAttemptAt()).isNull();
        assertThat(running.owner()).isEqualTo("worker-1");
        assertThat(running.lastUpdatedAt()).isEqualTo(later);
        assertThat(db.workflows().findDue(10)).isEmpty();
        assertThat(db.workflows().findActive(10)).containsExactly(running);
    }

    @Test
    void waitsUntilATimeAndBelongsToNobodyMeanwhile() {
        Instant tomorrow = later.plus(Duration.ofDays(1));

        WorkflowInstance waiting = db.workflows().waitUntil(started.id(), tomorrow.plusNanos(1));

        assertThat(waiting.currentState()).isEqualTo(WorkflowState.WAITING);
        assertThat(waiting.nextAttemptAt()).isEqualTo(tomorrow);
        assertThat(waiting.owner()).isNull();
        assertThat(waiting.leaseUntil()).isNull();
        assertThat(waiting.fence()).isEqualTo(1);
        assertThat(waiting.stateData()).isEqualTo(started.stateData());
    }

    @Test
    void remembersWhatItIsTold() {
        WorkflowInstance told = db.workflows().saveStateData(started.id(), Map.of("step", 2));

        assertThat(told.stateData(Map.class)).hasValue(Map.of("step", 2));
        assertThat(told.currentState()).isEqualTo(WorkflowState.PENDING);
        assertThat(told.nextAttemptAt()).isEqualTo(started.nextAttemptAt());
        assertThat(db.workflows().saveStateData(started.id(), null).stateData()).isNull();
    }

    @Test
    void endsCompletedCancelledOrFailed() {
        UUID second =
                db.workflows().create(NewWorkflow.named("no_show_recovery")).id();
        UUID third = db.workflows().create(NewWorkflow.named("deposit_request")).id();

        WorkflowInstance completed = db.workflows().complete(started.id());
        WorkflowInstance cancelled = db.workflows().cancel(second);
        WorkflowInstance failed = db.workflows().fail(third, TIMEOUT);

        assertThat(completed.currentState()).isEqualTo(WorkflowState.COMPLETED);
        assertThat(completed.completedAt()).isEqualTo(later);
        assertThat(completed.failedAt()).isNull();
        assertThat(completed.nextAttemptAt()).isNull();
        assertThat(completed.owner()).isNull();
        assertThat(completed.leaseUntil()).isNull();
        assertThat(cancelled.currentState()).isEqualTo(WorkflowState.CANCELLED);
        assertThat(cancelled.completedAt()).isEqualTo(later);
        assertThat(failed.currentState()).isEqualTo(WorkflowState.FAILED);
        assertThat(failed.failedAt()).isEqualTo(later);
        assertThat(failed.completedAt()).isNull();
        assertThat(failed.error(Map.class)).hasValue(Map.of("message", "timeout"));
        assertThat(db.workflows().findActive(10)).isEmpty();
    }

    @Test
    void isRetriedAsOftenAsItMayBe() {
        Instant soon = later.plusSeconds(30);

        WorkflowInstance once = db.workflows().retryLater(started.id(), soon, TIMEOUT);
        WorkflowInstance twice = db.workflows().retryLater(started.id(), soon, Map.of("message", "refused"));

        assertThat(once.retryCount()).isEqualTo(1);
        assertThat(once.currentState()).isEqualTo(WorkflowState.RETRYING);
        assertThat(once.nextAttemptAt()).isEqualTo(soon);
        assertThat(once.owner()).isNull();
        assertThat(once.error(Map.class)).hasValue(Map.of("message", "timeout"));
        assertThat(twice.retryCount()).isEqualTo(2);
        assertThatExceptionOfType(RetriesExhaustedException.class)
                .isThrownBy(() -> db.workflows().retryLater(started.id(), soon, TIMEOUT))
                .withMessage(String.format(Locale.ROOT, "Workflow %s has used all 2 retries; fail it.", started.id()))
                .satisfies(refusal -> {
                    assertThat(refusal.workflowId()).isEqualTo(started.id());
                    assertThat(refusal.retryCount()).isEqualTo(2);
                });
        assertThat(db.workflows().getById(started.id())).isEqualTo(twice);
        assertThat(db.workflows().fail(started.id(), TIMEOUT).currentState()).isEqualTo(WorkflowState.FAILED);
    }

    @Test
    void refusesEveryMoveOfAWorkflowThatHasEnded() {
        for (Function<UUID, WorkflowInstance> end : ends()) {
            UUID id =
                    db.workflows().create(NewWorkflow.named("deposit_request")).id();
            WorkflowInstance ended = end.apply(id);
            clock.advance(Duration.ofMinutes(1));

            assertThat(moves())
                    .allSatisfy(move -> assertThatExceptionOfType(WorkflowFinishedException.class)
                            .isThrownBy(() -> move.apply(id))
                            .satisfies(refusal -> {
                                assertThat(refusal.workflowId()).isEqualTo(id);
                                assertThat(refusal.state()).isEqualTo(ended.currentState());
                            }));

            assertThat(db.workflows().getById(id)).isEqualTo(ended);
        }
    }

    @Test
    void saysThatThereIsNoSuchWorkflow() {
        assertThat(moves())
                .allSatisfy(move -> assertThatExceptionOfType(NotFoundException.class)
                        .isThrownBy(() -> move.apply(NOBODY))
                        .satisfies(refusal -> assertThat(refusal.id()).isEqualTo(NOBODY)));
    }

    @Test
    void refusesDocumentsAndTimesThatNoDatabaseHolds() {
        UUID id = started.id();

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.workflows().fail(id, "timeout"));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.workflows().retryLater(id, later, List.of()));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.workflows().retryLater(id, Instant.MAX, TIMEOUT));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.workflows().waitUntil(id, Instant.MIN));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.workflows().saveStateData(id, Map.of("note", "a\0b")));
        assertThat(db.workflows().getById(id).currentState()).isEqualTo(WorkflowState.PENDING);
    }

    @Test
    void takesOneStatementForEachMoveAndTwoForARefusal(TestDatabase database) {
        Watched watched = Watched.over(database, clock);
        WorkflowInstanceRepository workflows = watched.db().workflows();
        UUID id = started.id();

        List<Runnable> moves = List.of(
                () -> workflows.create(NewWorkflow.named("deposit_request")),
                () -> workflows.markRunning(id),
                () -> workflows.saveStateData(id, TIMEOUT),
                () -> workflows.waitUntil(id, later),
                () -> workflows.retryLater(id, later, TIMEOUT),
                () -> workflows.complete(id));

        assertThat(moves)
                .allSatisfy(
                        move -> assertThat(watched.counter().counting(move::run).count())
                                .isEqualTo(1));
        Statements refused = watched.counter()
                .counting(() -> assertThatExceptionOfType(WorkflowFinishedException.class)
                        .isThrownBy(() -> workflows.complete(id)));
        assertThat(refused.count()).isEqualTo(2);
    }

    @Test
    void letsOneOfSixteenEndIt() throws Exception {
        try (Crew crew = Crew.of(16)) {
            for (int round = 0; round < 10; round++) {
                UUID id = db.workflows()
                        .create(NewWorkflow.named("deposit_request"))
                        .id();

                Results<WorkflowInstance> results =
                        crew.together(member -> ends().get(member % 3).apply(id));

                assertThat(results.values()).hasSize(1);
                assertThat(results.failures()).hasSize(15).hasOnlyElementsOfType(WorkflowFinishedException.class);
                assertThat(db.workflows().getById(id))
                        .isEqualTo(results.values().getFirst());
            }
        }
    }

    @Test
    void countsNoMoreRetriesThanItMayWhenSixteenRetry() throws Exception {
        UUID id = db.workflows()
                .create(NewWorkflow.named("deposit_request").withMaxRetries(5))
                .id();
        try (Crew crew = Crew.of(16)) {

            Results<WorkflowInstance> results =
                    crew.together(member -> db.workflows().retryLater(id, later, TIMEOUT));

            assertThat(results.values())
                    .extracting(WorkflowInstance::retryCount)
                    .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
            assertThat(results.failures()).hasSize(11).hasOnlyElementsOfType(RetriesExhaustedException.class);
        }
        assertThat(db.workflows().getById(id).retryCount()).isEqualTo(5);
    }

    private List<Function<UUID, WorkflowInstance>> ends() {
        return List.of(
                id -> db.workflows().complete(id),
                id -> db.workflows().cancel(id),
                id -> db.workflows().fail(id, TIMEOUT));
    }

    private List<Function<UUID, WorkflowInstance>> moves() {
        return List.of(
                id -> db.workflows().markRunning(id),
                id -> db.workflows().waitUntil(id, later),
                id -> db.workflows().saveStateData(id, TIMEOUT),
                id -> db.workflows().retryLater(id, later, TIMEOUT),
                id -> db.workflows().complete(id),
                id -> db.workflows().cancel(id),
                id -> db.workflows().fail(id, TIMEOUT));
    }
}
