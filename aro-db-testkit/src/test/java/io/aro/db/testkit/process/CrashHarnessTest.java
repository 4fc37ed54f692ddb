package io.aro.db.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Execution(ExecutionMode.CONCURRENT)
class CrashHarnessTest {

    private final TestDatabase database;

    CrashHarnessTest(TestDatabase database) {
        this.database = database;
    }

    private static ChildCommand twoCustomers() {
        return ChildProcess.of(TwoCustomers.class);
    }

    @Test
    void killsAProgramAtEachOfItsPoints() {
        List<Long> left = new ArrayList<>();

        List<String> points = CrashHarness.of(twoCustomers())
                .ordering("two")
                .killAtEachPoint(
                        database::sibling,
                        crash -> left.add(crash.database().open().customers().count(DSL.noCondition())));

        assertThat(points)
                .containsExactly(
                        "before insert customers",
                        "after insert customers",
                        "between",
                        "before insert customers",
                        "after insert customers",
                        "before commit",
                        "after commit");
        assertThat(left).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 2L);
    }

    @Test
    void letsTheProgramWriteTheArchiveOfItsClasses(@TempDir Path folder) {
        ClassArchive own = ClassArchive.in(folder);

        CrashHarness.of(ChildProcess.of(TwoCustomers.class).from(own))
                .ordering("two")
                .pointsOn(database);

        assertThat(own.file()).isNotEmptyFile();
    }

    @Test
    void refusesAProgramWithoutPoints() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CrashHarness.of(twoCustomers())
                        .ordering("nothing")
                        .killAtEachPoint(database::sibling, crash -> {}))
                .withMessageEndingWith("TwoCustomers has no points; use Checkpoints.open() or reach(…).");
    }

    @Test
    void saysWhichPointIsNeverReachedAndWhatTheProgramHasPrinted() {
        try (SteppedProcess process = SteppedProcess.start(twoCustomers().on(database))) {
            process.order("two");

            assertThatIllegalStateException()
                    .isThrownBy(() -> process.goOnTo("after lunch"))
                    .withMessageStartingWith("It has not reached \"after lunch\"; the process")
                    .withMessageContaining("point before commit");
        }
    }

    @Test
    void letsAProgramThatWasStoppedGoOn() {
        try (SteppedProcess process = SteppedProcess.start(twoCustomers().on(database))) {
            process.order("two");
            process.goOnTo("between");
            process.pause();
            assertThat(database.open().customers().count(DSL.noCondition())).isZero();

            process.resume();

            assertThat(process.goOnToEnd()).isEqualTo("done");
            assertThat(database.open().customers().count(DSL.noCondition())).isEqualTo(2);
        }
    }

    /** A program to insert two customers in one transaction, on the order "two". */
    static final class TwoCustomers {

        private TwoCustomers() {}

        public static void main(String[] arguments) {
            Checkpoints checkpoints = Checkpoints.ofThisProcess();
            try (AroDatabase db = checkpoints.open()) {
                if (checkpoints.start().equals("two")) {
                    db.useTransaction(tx -> {
                        tx.customers().create(NewCustomer.withPhone("+15550100"));
                        checkpoints.reach("between");
                        tx.customers().create(NewCustomer.withPhone("+15550101"));
                    });
                }
                checkpoints.end("done");
            }
        }
    }
}
