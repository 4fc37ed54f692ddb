package io.aro.db.workflow;

import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.fixture.Given;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Changes;
import io.aro.db.schema.tables.records.WorkflowInstancesRecord;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.JSONB;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Creation and searches of workflows. */
@BothEngines
@Tag("contract")
class WorkflowInstanceRepositoryTest {

    private static final UUID NOBODY = UUID.fromString("01890000-0000-7000-8000-000000000009");
    private static final NewWorkflow REMIND = NewWorkflow.named("reminder_sequence");

    private final AroDatabase db;
    private final TestClock clock;

    WorkflowInstanceRepositoryTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void keepsEverythingThatIsGiven() {
        UUID visit = Given.booked(db, 1).id();
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));

        WorkflowInstance created = db.workflows()
                .create(REMIND.withAppointmentId(visit)
                        .withStateData(new Progress("48h", 2))
                        .withMaxRetries(5)
                        .withDueAt(tomorrow));

        assertThat(created.workflowName()).isEqualTo("reminder_sequence");
        assertThat(created.appointmentId()).isEqualTo(visit);
        assertThat(created.currentState()).isEqualTo(WorkflowState.PENDING);
        assertThat(created.stateData(Progress.class)).hasValue(new Progress("48h", 2));
        assertThat(created.error(Map.class)).isEmpty();
        assertThat(created.maxRetries()).isEqualTo(5);
        assertThat(created.retryCount()).isZero();
        assertThat(created.nextAttemptAt()).isEqualTo(tomorrow);
        assertThat(created.startedAt()).isEqualTo(clock.instant());
        assertThat(created.lastUpdatedAt()).isEqualTo(clock.instant());
        assertThat(created.createdAt()).isEqualTo(clock.instant());
        assertThat(created.completedAt()).isNull();
        assertThat(created.failedAt()).isNull();
        assertThat(created.owner()).isNull();
        assertThat(created.leaseUntil()).isNull();
        assertThat(created.fence()).isZero();
        assertThat(db.workflows().getById(created.id())).isEqualTo(created);
    }

    @Test
    void isDueAtOnceUnlessToldOtherwise() {
        WorkflowInstance created = db.workflows().create(REMIND);

        assertThat(created.nextAttemptAt()).isEqualTo(clock.instant());
        assertThat(created.maxRetries()).isEqualTo(3);
        assertThat(created.stateData()).isNull();
        assertThat(db.workflows().findDue(10)).containsExactly(created);
    }

    @Test
    void refusesAWorkflowAboutAnAppointmentThatIsNotThere() {
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> db.workflows().create(REMIND.withAppointmentId(NOBODY)))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.FOREIGN_KEY));
    }

    @Test
    void goesWithItsAppointment() {
        UUID visit = Given.booked(db, 1).id();
        WorkflowInstance created = db.workflows().create(REMIND.withAppointmentId(visit));

        db.appointments().delete(visit);

        assertThat(db.workflows().findById(created.id())).isEmpty();
    }

    @Test
    void saysWhichDocumentDoesNotFit() {
        WorkflowInstance created = db.workflows().create(REMIND.withStateData(Map.of("step", "hush")));

        assertThatExceptionOfType(DocumentMismatchException.class)
                .isThrownBy(() -> created.stateData(Progress.class))
                .withMessageNotContaining("hush")
                .satisfies(
                        refusal -> assertThat(refusal.document()).isEqualTo("state data of workflow " + created.id()));
    }

    @Test
    void takesADocumentThatIsNullForNone() {
        WorkflowInstance created = db.workflows().create(REMIND);
        db.session()
                .write(dsl -> dsl.update(WORKFLOW_INSTANCES)
                        .set(WORKFLOW_INSTANCES.STATE_DATA, JSONB.jsonb("null"))
                        .where(WORKFLOW_INSTANCES.ID.eq(created.id()))
                        .execute());

        assertThat(db.workflows().getById(created.id()).stateData(Progress.class))
                .isEmpty();
    }

    @Test
    void findsTheWorkflowsOfAnAppointmentTheLatestFirst() {
        UUID visit = Given.booked(db, 1).id();
        UUID other = Given.booked(db, 2).id();
        WorkflowInstance first = db.workflows().create(REMIND.withAppointmentId(visit));
        db.workflows().create(REMIND.withAppointmentId(other));
        db.workflows().create(REMIND);
        clock.advance(Duration.ofMinutes(1));
        WorkflowInstance second = db.workflows().create(REMIND.withAppointmentId(visit));

        assertThat(db.workflows().findByAppointment(visit, 10)).containsExactly(second, first);
        assertThat(db.workflows().findByAppointment(visit, 1)).containsExactly(second);
        assertThat(db.workflows().findByAppointment(NOBODY, 10)).isEmpty();
    }

    @Test
    void findsWorkflowsByStateAndThoseThatHaveNotEndedTheOldestFirst() {
        UUID pending = db.workflows().create(REMIND).id();
        clock.advance(Duration.ofMinutes(-1));
        UUID waiting = db.workflows().create(REMIND).id();
        UUID completed = db.workflows().create(REMIND).id();
        UUID cancelled = db.workflows().create(REMIND).id();
        UUID failed = db.workflows().create(REMIND).id();
        db.workflows().waitUntil(waiting, clock.instant().plus(Duration.ofHours(1)));
        db.workflows().complete(completed);
        db.workflows().cancel(cancelled);
        db.workflows().fail(failed, Map.of("message", "no answer"));

        assertThat(db.workflows().findByState(WorkflowState.WAITING, 10))
                .extracting(WorkflowInstance::id)
                .containsExactly(waiting);
        assertThat(db.workflows().findByState(WorkflowState.CANCELLED, 10))
                .extracting(WorkflowInstance::id)
                .containsExactly(cancelled);
        assertThat(db.workflows().findByState(WorkflowState.RETRYING, 10)).isEmpty();
        assertThat(db.workflows().findActive(10))
                .extracting(WorkflowInstance::id)
                .containsExactly(waiting, pending);
        assertThat(db.workflows().findActive(1))
                .extracting(WorkflowInstance::id)
                .containsExactly(waiting);
    }

    @Test
    void findsWhatIsDueTheLongestWaitingFirst() {
        Instant now = clock.instant();
        UUID later =
                db.workflows().create(REMIND.withDueAt(now.plusSeconds(60))).id();
        UUID justNow = db.workflows().create(REMIND.withDueAt(now)).id();
        UUID before =
                db.workflows().create(REMIND.withDueAt(now.minusSeconds(60))).id();
        UUID running =
                db.workflows().create(REMIND.withDueAt(now.minusSeconds(90))).id();
        UUID ended =
                db.workflows().create(REMIND.withDueAt(now.minusSeconds(99))).id();
        db.workflows().markRunning(running);
        db.workflows().complete(ended);

        assertThat(db.workflows().findDue(10)).extracting(WorkflowInstance::id).containsExactly(before, justNow);
        assertThat(db.workflows().findDue(1)).extracting(WorkflowInstance::id).containsExactly(before);
        clock.advance(Duration.ofMinutes(1));
        assertThat(db.workflows().findDue(10)).extracting(WorkflowInstance::id).containsExactly(before, justNow, later);
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.workflows().findDue(0));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.workflows().findActive(-1));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.workflows().findByState(WorkflowState.FAILED, 0));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.workflows().findByAppointment(NOBODY, 0));
    }

    @Test
    void refusesToSetColumnsThatItsMovesKeep() {
        WorkflowInstance created = db.workflows().create(REMIND);
        List<Changes<WorkflowInstancesRecord>> forbidden = List.of(
                Changes.set(WORKFLOW_INSTANCES.ID, NOBODY),
                Changes.set(WORKFLOW_INSTANCES.CURRENT_STATE, "completed"),
                Changes.set(WORKFLOW_INSTANCES.STATE_DATA, JSONB.jsonb("{}")),
                Changes.set(WORKFLOW_INSTANCES.STARTED_AT, Instant.EPOCH),
                Changes.set(WORKFLOW_INSTANCES.COMPLETED_AT, Instant.EPOCH),
                Changes.set(WORKFLOW_INSTANCES.FAILED_AT, Instant.EPOCH),
                Changes.set(WORKFLOW_INSTANCES.RETRY_COUNT, 0),
                Changes.set(WORKFLOW_INSTANCES.NEXT_ATTEMPT_AT, Instant.EPOCH),
                Changes.set(WORKFLOW_INSTANCES.OWNER, "me"),
                Changes.set(WORKFLOW_INSTANCES.LEASE_UNTIL, Instant.EPOCH),
                Changes.set(WORKFLOW_INSTANCES.FENCE, 7L),
                Changes.set(WORKFLOW_INSTANCES.ERROR, JSONB.jsonb("{}")),
                Changes.set(WORKFLOW_INSTANCES.CREATED_AT, Instant.EPOCH));

        assertThat(forbidden)
                .allSatisfy(changes -> assertThatExceptionOfType(InvalidValueException.class)
                        .isThrownBy(() -> db.workflows().update(created.id(), changes)));
        assertThat(db.workflows().getById(created.id())).isEqualTo(created);
    }

    @Test
    void setsTheOtherColumns() {
        UUID id = db.workflows().create(REMIND).id();
        Instant later = clock.advance(Duration.ofMinutes(1));

        WorkflowInstance changed = db.workflows().update(id, Changes.set(WORKFLOW_INSTANCES.MAX_RETRIES, 9));

        assertThat(changed.maxRetries()).isEqualTo(9);
        assertThat(changed.lastUpdatedAt()).isEqualTo(later);
    }

    record Progress(String step, int sent) {}
}
