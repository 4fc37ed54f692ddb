package io.aro.db.workflow;

import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Watched;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Changes;
import io.aro.db.schema.tables.records.DeadLettersRecord;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.JSONB;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Creation, searches, retries and archival of dead letters. */
@BothEngines
@Tag("contract")
class DeadLetterRepositoryTest {

    private static final UUID NOBODY = UUID.fromString("01890000-0000-7000-8000-000000000009");
    private static final NewDeadLetter SEND = NewDeadLetter.ofSkill("send_sms");
    private static final Map<String, String> TIMEOUT = Map.of("message", "timeout");

    private final AroDatabase db;
    private final TestClock clock;

    DeadLetterRepositoryTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void keepsEverythingThatIsGiven() {
        DeadLetter added = db.deadLetters()
                .create(new NewDeadLetter(NOBODY, "send_sms", null, null, 3)
                        .withContext(new Message("reminder", 7))
                        .withError(TIMEOUT));

        assertThat(added.workflowId()).isEqualTo(NOBODY);
        assertThat(added.skillName()).isEqualTo("send_sms");
        assertThat(added.context(Message.class)).hasValue(new Message("reminder", 7));
        assertThat(added.error(Map.class)).hasValue(Map.of("message", "timeout"));
        assertThat(added.attempts()).isEqualTo(3);
        assertThat(added.archived()).isFalse();
        assertThat(added.createdAt()).isEqualTo(clock.instant());
        assertThat(added.lastAttemptAt()).isEqualTo(clock.instant());
        assertThat(db.deadLetters().getById(added.id())).isEqualTo(added);
        assertThatExceptionOfType(DocumentMismatchException.class)
                .isThrownBy(() -> added.error(Message.class))
                .satisfies(refusal -> assertThat(refusal.document()).isEqualTo("error of dead letter " + added.id()));
    }

    @Test
    void tellsOfAWorkflowThatFailedInTheTransactionThatFailsIt() {
        UUID id = db.workflows().create(NewWorkflow.named("deposit_request")).id();
        db.workflows().retryLater(id, clock.instant(), TIMEOUT);

        DeadLetter letter = db.inTransaction(
                tx -> tx.deadLetters().create(NewDeadLetter.of(tx.workflows().fail(id, TIMEOUT))));

        assertThat(letter.workflowId()).isEqualTo(id);
        assertThat(letter.skillName()).isEqualTo("deposit_request");
        assertThat(letter.attempts()).isEqualTo(2);
        assertThat(letter.error(Map.class)).hasValue(Map.of("message", "timeout"));
    }

    @Test
    void findsWhatNobodyHasDealtWithTheNewestFirst() {
        DeadLetter first = db.deadLetters().create(SEND);
        DeadLetter second = db.deadLetters().create(SEND);
        clock.advance(Duration.ofMinutes(1));
        DeadLetter third = db.deadLetters().create(SEND);
        DeadLetter archived = db.deadLetters().archive(second.id());

        assertThat(db.deadLetters().findUnarchived(10)).containsExactly(third, first);
        assertThat(db.deadLetters().findUnarchived(1)).containsExactly(third);
        assertThat(db.deadLetters().findLatest(10)).containsExactly(third, archived, first);
        assertThat(db.deadLetters().findLatest(2)).containsExactly(third, archived);
    }

    @Test
    void findsWhatBelongsToAWorkflowTheNewestFirst() {
        NewDeadLetter ofWorkflow = new NewDeadLetter(NOBODY, null, null, null, 1);
        DeadLetter first = db.deadLetters().create(ofWorkflow);
        db.deadLetters().create(SEND);
        clock.advance(Duration.ofMinutes(1));
        DeadLetter second = db.deadLetters().create(ofWorkflow);

        assertThat(db.deadLetters().findByWorkflow(NOBODY, 10)).containsExactly(second, first);
        assertThat(db.deadLetters().findByWorkflow(NOBODY, 1)).containsExactly(second);
    }

    @Test
    void archivesAndUnarchivesAsOftenAsItIsTold() {
        DeadLetter added = db.deadLetters().create(SEND);

        DeadLetter archived = db.deadLetters().archive(added.id());
        clock.advance(Duration.ofMinutes(1));

        assertThat(archived.archived()).isTrue();
        assertThat(db.deadLetters().archive(added.id())).isEqualTo(archived);
        assertThat(db.deadLetters().unarchive(added.id())).isEqualTo(added);
        assertThat(db.deadLetters().unarchive(added.id())).isEqualTo(added);
    }

    @Test
    void countsAnotherAttempt() {
        DeadLetter added = db.deadLetters().create(SEND);
        Instant later = clock.advance(Duration.ofMinutes(1));

        DeadLetter tried = db.deadLetters().recordAttempt(added.id(), TIMEOUT);

        assertThat(tried.attempts()).isEqualTo(2);
        assertThat(tried.lastAttemptAt()).isEqualTo(later);
        assertThat(tried.createdAt()).isEqualTo(added.createdAt());
        assertThat(tried.error(Map.class)).hasValue(Map.of("message", "timeout"));
    }

    @Test
    void losesNoneOfTheAttemptsThatSixteenRecord() throws Exception {
        UUID id = db.deadLetters().create(SEND).id();
        try (Crew crew = Crew.of(16)) {

            assertThat(crew.together(member -> {
                                for (int i = 1; i < 10; i++) {
                                    db.deadLetters().recordAttempt(id, TIMEOUT);
                                }
                                return db.deadLetters().recordAttempt(id, TIMEOUT);
                            })
                            .failures())
                    .isEmpty();
        }
        assertThat(db.deadLetters().getById(id).attempts()).isEqualTo(161);
    }

    @Test
    void refusesMoreAttemptsThanTheColumnHolds() {
        UUID id = db.deadLetters().create(SEND.withAttempts(Integer.MAX_VALUE)).id();

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> db.deadLetters().recordAttempt(id, TIMEOUT))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CHECK));
    }

    @Test
    void saysThatThereIsNoSuchDeadLetter() {
        List<Runnable> calls = List.of(
                () -> db.deadLetters().recordAttempt(NOBODY, TIMEOUT),
                () -> db.deadLetters().archive(NOBODY),
                () -> db.deadLetters().unarchive(NOBODY));

        assertThat(calls)
                .allSatisfy(call -> assertThatExceptionOfType(NotFoundException.class)
                        .isThrownBy(call::run)
                        .satisfies(refusal -> assertThat(refusal.entity()).isEqualTo("dead_letter")));
    }

    @Test
    void refusesBadInput() {
        UUID id = db.deadLetters().create(SEND).id();

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.deadLetters().findUnarchived(0));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.deadLetters().findLatest(0));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.deadLetters().findByWorkflow(NOBODY, 0));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.deadLetters().recordAttempt(id, "timeout"));
    }

    @Test
    void refusesToSetColumnsThatItsMethodsKeep() {
        DeadLetter added = db.deadLetters().create(SEND);
        List<Changes<DeadLettersRecord>> forbidden = List.of(
                Changes.set(DEAD_LETTERS.ID, NOBODY),
                Changes.set(DEAD_LETTERS.WORKFLOW_ID, NOBODY),
                Changes.set(DEAD_LETTERS.CONTEXT, JSONB.jsonb("{}")),
                Changes.set(DEAD_LETTERS.ERROR, JSONB.jsonb("{}")),
                Changes.set(DEAD_LETTERS.ATTEMPTS, 1),
                Changes.set(DEAD_LETTERS.ARCHIVED, true),
                Changes.set(DEAD_LETTERS.CREATED_AT, Instant.EPOCH),
                Changes.set(DEAD_LETTERS.LAST_ATTEMPT_AT, Instant.EPOCH));

        assertThat(forbidden)
                .allSatisfy(changes -> assertThatExceptionOfType(InvalidValueException.class)
                        .isThrownBy(() -> db.deadLetters().update(added.id(), changes)));
        assertThat(db.deadLetters().getById(added.id())).isEqualTo(added);
    }

    @Test
    void takesOneStatementForEachCall(TestDatabase database) {
        UUID id = db.deadLetters().create(SEND).id();
        Watched watched = Watched.over(database, clock);
        DeadLetterRepository letters = watched.db().deadLetters();

        List<Runnable> calls = List.of(
                () -> letters.create(SEND),
                () -> letters.recordAttempt(id, TIMEOUT),
                () -> letters.archive(id),
                () -> letters.unarchive(id),
                () -> letters.findUnarchived(10));

        assertThat(calls)
                .allSatisfy(
                        call -> assertThat(watched.counter().counting(call::run).count())
                                .isEqualTo(1));
    }

    record Message(String kind, int number) {}
}
