package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.aro.db.testkit.AroDatabaseTest.Isolation;
import io.aro.db.testkit.fault.Failure;
import io.aro.db.testkit.fault.Faults;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Test classes run by other tests; nested, so that a build does not discover them. */
final class Cases {

    private Cases() {}

    static EngineExecutionResults run(Class<?> tests) {
        return kit(tests).execute();
    }

    /** Runs on all engines without any PostgreSQL server; the tests need none, or need it missing. */
    static EngineTestKit.Builder kit(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter("aro.test.engines", " ")
                .configurationParameter("aro.postgres.binaries.15", " ")
                .configurationParameter("aro.postgres.binaries.18", " ")
                .configurationParameter("aro.test.postgres.url", " ")
                .configurationParameter("aro.test.postgres.url.15", " ")
                .configurationParameter("aro.test.postgres.url.18", " ")
                .configurationParameter("aro.test.postgres.image", "none")
                .configurationParameter("aro.requirePostgres", "false")
                .configurationParameter("aro.test.quiet", "true");
    }

    static Throwable failureOf(EngineExecutionResults results) {
        TestExecutionResult result = results.testEvents().finished().stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .orElseThrow();
        return result.getThrowable().orElseThrow();
    }

    @AroDatabaseTest
    static final class Failing {

        @Test
        void failsAfterWriting(TestDatabase database) throws Exception {
            BothEnginesTest.insertCustomer(database);
            fail("on purpose");
        }
    }

    @AroDatabaseTest
    static final class Aborting {

        @Test
        void givesUp(TestDatabase database) {
            assertThat(database.engine()).isEqualTo(Engine.SQLITE);
            assumeTrue(false, "on purpose");
        }
    }

    @AroDatabaseTest
    static final class TakingADatabaseForAllTests {

        @BeforeAll
        static void takes(TestDatabase database) {
            fail("not reached, given %s", database);
        }

        @Test
        void runs() {}
    }

    @BothEngines(Engine.POSTGRES_15)
    static final class OnPostgresOnly {

        private final Engine engine;

        OnPostgresOnly(Engine engine) {
            this.engine = engine;
        }

        @Test
        void runs() {
            assertThat(engine).isEqualTo(Engine.POSTGRES_15);
        }
    }

    @AroDatabaseTest
    static final class OneMethodOnBothEngines {

        private final TestDatabase database;

        OneMethodOnBothEngines(TestDatabase database) {
            this.database = database;
        }

        @BothEngines({Engine.SQLITE, Engine.POSTGRES_15})
        void runs(Engine engine) {
            assertThat(database.engine()).isEqualTo(engine);
        }

        @Test
        void runsOnSqliteWithoutTheMark(Engine engine) {
            assertThat(engine).isEqualTo(Engine.SQLITE);
        }
    }

    @BothEngines({Engine.SQLITE, Engine.POSTGRES_15})
    static final class AMethodForOneEngine {

        @BothEngines(Engine.SQLITE)
        void runs(Engine engine) {
            assertThat(engine).isEqualTo(Engine.SQLITE);
        }
    }

    @BothEngines
    static final class OnEveryEngine {

        @Test
        void runsOnTheEngine(Engine engine) {
            assertThat(engine).isNotNull();
        }
    }

    @BothEngines({})
    static final class OnNoEngine {

        @Test
        void runs() {}
    }

    @AroDatabaseTest
    static final class MissingAFault {

        @Test
        void plantsAFaultTooFarAway(TestDatabase database) {
            Faults faults = Faults.of(database);
            faults.onStatement(99).fails(Failure.DEADLOCK);
            database.open(faults).customers().findByPhone("+15550100");
        }
    }

    @AroDatabaseTest
    static final class MissingAFaultInASibling {

        @Test
        void plantsAFaultTooFarAway(TestDatabase database) {
            Faults.of(database.sibling()).onCommit(1).fails(Failure.DEADLOCK);
        }
    }

    @AroDatabaseTest(isolation = Isolation.PER_CLASS)
    static final class MissingAFaultInASharedDatabase {

        @Test
        void plantsAFaultTooFarAway(TestDatabase database) {
            Faults.of(database).onCommit(1).fails(Failure.DEADLOCK);
        }
    }

    @AroDatabaseTest
    static final class FailingBeforeItsFault {

        @Test
        void failsOnTheWay(TestDatabase database) {
            Faults.of(database).onCommit(1).fails(Failure.DEADLOCK);
            fail("on purpose");
        }

        @Test
        void givesUpOnTheWay(TestDatabase database) {
            Faults.of(database).onCommit(1).fails(Failure.DEADLOCK);
            assumeTrue(false, "on purpose");
        }
    }
}
