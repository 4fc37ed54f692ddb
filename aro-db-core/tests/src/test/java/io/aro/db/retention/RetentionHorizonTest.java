package io.aro.db.retention;

import static io.aro.db.schema.Tables.ERASURES;
import static io.aro.db.testkit.builder.Builders.aConsent;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.customer.Customer;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.workflow.DeadLetter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three rows, a microsecond before, at and after the end of a window: only the first is expired. */
@BothEngines
class RetentionHorizonTest {

    private static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");
    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);

    private final AroDatabase db;
    private final TestClock clock;

    @TempDir
    private Path folder = Path.of("");

    RetentionHorizonTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    private RetentionService retention() {
        return db.retention(FileArchive.in(folder));
    }

    private static Instant endOf(Period window) {
        return NOW.atOffset(ZoneOffset.UTC).minus(window).toInstant();
    }

    /** Runs the action at each of the three times of the clock. */
    private void aroundTheEndOf(Period window, Consumer<Instant> work) {
        LongStream.rangeClosed(-1, 1)
                .mapToObj(tick -> endOf(window).plus(tick, ChronoUnit.MICROS))
                .forEach(time -> {
                    clock.set(time);
                    work.accept(time);
                });
        clock.set(NOW);
    }

    private void assertTakesTheFirst(RetentionPolicy policy, StepKind... steps) {
        assertThat(count(retention().dryRun(policy), steps))
                .as("rows of the dry run")
                .isEqualTo(1);
        assertThat(count(retention().run(policy), steps)).as("done").isEqualTo(1);
        assertThat(count(retention().run(policy), steps)).as("left").isZero();
    }

    private static long count(RetentionReport report, StepKind... steps) {
        long count = 0;
        for (StepKind step : steps) {
            count += report.count(step);
        }
        return count;
    }

    private void rememberErasure(Customer customer, Instant time) {
        db.session()
                .<Integer>write(dsl -> dsl.insertInto(ERASURES)
                        .set(Map.of(
                                ERASURES.CUSTOMER_ID, customer.id(),
                                ERASURES.FIRST_ERASED_AT, time,
                                ERASURES.LAST_ERASED_AT, time))
                        .execute());
    }

    @Test
    void ofEvents() {
        aroundTheEndOf(POLICY.events(), time -> anEvent().at(time).insert(db));

        assertTakesTheFirst(POLICY, StepKind.EVENTS, StepKind.MONTHS);
    }

    @Test
    void ofCompletedAppointmentsThatAreStillVisible() {
        aroundTheEndOf(
                POLICY.completedVisible(), time -> anAppointment().completed().insert(db));

        assertTakesTheFirst(POLICY, StepKind.COMPLETED);
    }

    @Test
    void ofCompletedAppointmentsThatAreHidden() {
        aroundTheEndOf(POLICY.completed(), time -> anAppointment().completed().insert(db));
        retention().run(POLICY.withCompleted(Period.ofMonths(6), Period.ofYears(100)));

        assertTakesTheFirst(POLICY, StepKind.APPOINTMENTS);
    }

    @Test
    void ofAppointmentsThatWereCancelledBeforeTheyBegan() {
        aroundTheEndOf(POLICY.closed(), time -> {
            clock.set(time.minus(9, ChronoUnit.DAYS));
            anAppointment().startsAt(time).cancelled().insert(db);
        });

        assertTakesTheFirst(POLICY, StepKind.CLOSED);
    }

    @Test
    void ofAppointmentsThatWereCancelledAfterTheyBegan() {
        aroundTheEndOf(
                POLICY.closed(),
                time -> anAppointment()
                        .startsAt(time.minus(9, ChronoUnit.DAYS))
                        .cancelled()
                        .insert(db));

        assertTakesTheFirst(POLICY, StepKind.CLOSED);
    }

    @Test
    void ofDeadLettersThatWereTriedOnce() {
        aroundTheEndOf(POLICY.deadLetters(), time -> aDeadLetter().archived().insert(db));

        assertTakesTheFirst(POLICY, StepKind.DEAD_LETTERS);
    }

    @Test
    void ofDeadLettersThatWereTriedAgain() {
        aroundTheEndOf(POLICY.deadLetters(), time -> {
            clock.set(time.minus(1, ChronoUnit.DAYS));
            DeadLetter letter = aDeadLetter().archived().insert(db);
            clock.set(time);
            db.deadLetters().recordAttempt(letter.id(), Map.of("error", "timeout"));
        });

        assertTakesTheFirst(POLICY, StepKind.DEAD_LETTERS);
    }

    @Test
    void ofConsentsAfterTheErasure() {
        aroundTheEndOf(POLICY.consents(), time -> {
            clock.set(time.minus(1, ChronoUnit.DAYS));
            Customer erased = aCustomer().insert(db);
            aConsent().of(erased).insert(db);
            rememberErasure(erased, time);
        });

        assertTakesTheFirst(POLICY, StepKind.CONSENTS);
    }

    @Test
    void ofConsentsAfterTheLastOfThem() {
        aroundTheEndOf(POLICY.consents(), time -> {
            Customer erased = aCustomer().insert(db);
            aConsent().of(erased).insert(db);
            rememberErasure(erased, time.minus(1, ChronoUnit.DAYS));
        });

        assertTakesTheFirst(POLICY, StepKind.CONSENTS);
    }
}
