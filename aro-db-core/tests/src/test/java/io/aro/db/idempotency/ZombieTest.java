package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.aro.db.fixture.BookingDesk;
import io.aro.db.fixture.BookingDesk.Answer;
import io.aro.db.fixture.DoomedDesk;
import io.aro.db.fixture.DoomedDesk.Work;
import io.aro.db.fixture.Ledger;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.ZombieDesk;
import io.aro.db.fixture.ZombieDesk.Write;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.SteppedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Processes stopped as the owner of a key, as by a long pause of the machine, and resumed after a takeover. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ZombieTest {

    private final TestDatabase database;
    private final Ledger ledger;
    private final BookingDesk desk;

    ZombieTest(TestDatabase database, @TempDir Path folder) {
        this.database = database;
        this.ledger = new Ledger(folder.resolve("ledger"));
        this.desk =
                BookingDesk.over(database.open(InstantSource.system()), ledger).waiting(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"RECORD_OF_TRANSACTIONAL_STEP", "COMMIT"})
    void writesNothingAfterAnotherHasTakenOver(Write write) throws Exception {
        assertWritesNothing(write, 1);
    }

    /** On SQLite the open transaction keeps every other writer out. */
    @BothEngines(Engine.POSTGRES_18)
    void commitsNothingThatWasOpenWhenAnotherTookOver() throws Exception {
        assertWritesNothing(Write.RECORD_OF_TRANSACTIONAL_STEP, 1);
        assertWritesNothing(Write.COMMIT, 2);
    }

    @Test
    void doesNotBeginIfItWasStoppedBetweenItsClaimAndItsHandler() throws Exception {
        try (SteppedProcess owner = DoomedDesk.start(database, ledger, Work.CHARGE_AND_BOOK)) {
            owner.order("1");
            owner.goOnTo("told acquired");
            owner.pause();
            assertThat(desk.chargeAndBook(1)).isInstanceOf(Executed.class);
            var left = Rows.dump(database);

            owner.resume();

            assertThat(owner.goOnToEnd()).isEqualTo("LeaseLostException");
            assertThat(ledger.charges()).hasSize(1);
            assertThat(Rows.dump(database)).isEqualTo(left);
        }
    }

    @BothEngines(Engine.POSTGRES_18)
    void keepsTheKeyInATransactionForAsLongAsItIsStopped() throws Exception {
        BookingDesk impatient = desk.waiting(Duration.ZERO);
        try (SteppedProcess owner = DoomedDesk.start(database, ledger, Work.BOOK)) {
            owner.order("1");
            owner.goOnTo("handler ends");
            owner.pause();
            for (int i = 0; i < 5; i++) {
                assertThat(assertTimeout(Duration.ofSeconds(10), () -> impatient.book(1)))
                        .isInstanceOf(InProgress.class);
            }
            assertThat(Trace.of(database, 1).isNew()).isTrue();

            owner.resume();

            assertThat(owner.goOnToEnd()).isEqualTo("Executed");
            assertThat(CrashScenario.ATOMIC.isWhole(Trace.of(database, 1))).isTrue();
            assertThat(impatient.book(1)).isInstanceOf(Replayed.class);
            assertThat(Rows.count(database, "appointments")).isEqualTo(1);
        }
    }

    private void assertWritesNothing(Write write, int number) throws Exception {
        try (ZombieDesk zombie = ZombieDesk.stopped(database, write, number)) {
            Outcome<Answer> thief = desk.chargeAndBook(number);
            assertThat(thief).isInstanceOf(Executed.class);
            var left = Rows.dump(database);

            List<String> report = zombie.goOn();

            assertThat(report).isEqualTo(reportOf(write));
            assertThat(Rows.dump(database)).isEqualTo(left);
            assertThat(desk.chargeAndBook(number)).isInstanceOf(Replayed.class);
        }
    }

    /**
     * Returns the expected report. The process detects the lost lease at once, begins nothing new and cannot finish
     * open work.
     */
    private static List<String> reportOf(Write write) {
        return switch (write) {
            case STEP,
                    RECORD_OF_STEP,
                    TRANSACTIONAL_STEP,
                    RECORD_OF_TRANSACTIONAL_STEP,
                    TRANSACTION,
                    COMMIT,
                    RESPONSE,
                    ANSWER -> List.of("lost", "LeaseLostException");
            case RETRY, GIVE_UP, UNKNOWN -> List.of("lost", "ClosedException", "suppressed LeaseLostException");
        };
    }
}
