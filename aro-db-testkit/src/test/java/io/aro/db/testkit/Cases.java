package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds test classes that are run by tests, and are nested so that a build does not find them by itself. */
final class Cases {

    private Cases() {}

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
}
