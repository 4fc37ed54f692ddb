package io.aro.db.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Given;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ChildProcessTest {

    @Test
    void exchangesLines() {
        try (ChildProcess child = echo().start()) {
            child.expect("ready");
            child.send("one");
            child.send("two");

            child.expect("echo one");
            assertThat(child.nextLine()).isEqualTo("echo two");
        }
    }

    @Test
    void passesOverTheLinesBeforeTheOneThatIsAwaited() {
        try (ChildProcess child = echo().start()) {
            child.send("one");
            child.send("two");
            child.send("three");

            child.awaitLine("echo two");
            child.expect("echo three");
        }
    }

    @Test
    void givesTheOptionsAndTheEnvironmentToTheProcess() {
        try (ChildProcess child = echo().options(List.of("-Dcolour=red"))
                .variable("TASTE", "sweet")
                .start()) {
            child.send("?");
            child.send("end");

            assertThat(child.rest()).isEqualTo("ready\nred and sweet");
        }
    }

    @BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
    void namesTheDatabaseToTheProcess(AroDatabase db, TestDatabase database) {
        Given.customer(db, 1);

        try (ChildProcess child = echo().on(database).start()) {
            child.send("count");
            child.send("end");

            assertThat(child.rest()).isEqualTo("ready\n1 customers");
        }
    }

    @Test
    void endsWhenItIsKilled() {
        try (ChildProcess child = echo().start()) {
            child.expect("ready");

            child.kill();

            assertThat(child.isAlive()).isFalse();
            assertThat(child.rest()).isEmpty();
            assertThatIllegalStateException().isThrownBy(child::nextLine).withMessageContaining("ready");
        }
    }

    @Test
    void answersNothingWhileItIsPausedAndEverythingWhenItIsResumed() {
        try (ChildProcess paused = echo().start();
                ChildProcess running = echo().start()) {
            paused.expect("ready");
            running.expect("ready");

            paused.pause();
            paused.send("one");
            running.send("one");
            running.expect("echo one");

            assertThat(paused.isAlive()).isTrue();
            assertThat(paused.hasLine()).isFalse();

            paused.resume();

            paused.expect("echo one");
        }
    }

    @Test
    void endsWithTheObjectEvenIfItIsPaused() {
        ChildProcess child = echo().start();
        try (child) {
            child.expect("ready");
            child.pause();
        }

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void reportsWhatAProcessThatDiedEarlyHasPrinted() {
        try (ChildProcess child = echo().start()) {
            child.send("one");
            child.send("die");

            assertThatIllegalStateException()
                    .isThrownBy(() -> child.awaitLine("echo two"))
                    .withMessageContainingAll("\"echo two\"", "ended with 1", "ready\necho one\n", "no reason to live");
        }
    }

    @Test
    void reportsTheLineThatIsNotTheExpectedOne() {
        try (ChildProcess child = echo().start()) {
            child.expect("ready");
            child.send("one");

            assertThatIllegalStateException()
                    .isThrownBy(() -> child.expect("echo two"))
                    .withMessageContainingAll("\"echo two\"", "was running", "ready\necho one");
            assertThat(child.isAlive()).isFalse();
        }
    }

    private static ChildCommand echo() {
        return ChildProcess.of(Echo.class);
    }

    /** A program to echo its input. */
    static final class Echo {

        private Echo() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            System.out.println("ready");
            try (Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
                for (String line = lines.nextLine(); !line.equals("end"); line = lines.nextLine()) {
                    System.out.println(
                            switch (line) {
                                case "?" -> System.getProperty("colour") + " and " + System.getenv("TASTE");
                                case "count" -> countCustomers();
                                case "die" -> throw new IllegalStateException("There is no reason to live.");
                                default -> "echo " + line;
                            });
                }
            }
        }

        private static String countCustomers() {
            try (AroDatabase db = AroDatabase.open(ChildProcess.database())) {
                return db.customers().findAll(noCondition()).size() + " customers";
            }
        }
    }
}
