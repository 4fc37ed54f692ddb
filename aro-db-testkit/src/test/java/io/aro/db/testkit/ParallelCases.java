package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInfo;

/** Concurrent tests: each fails on seeing a row of another test. */
final class ParallelCases {

    static final int REPETITIONS = 25;

    private ParallelCases() {}

    @AroDatabaseTest
    static final class InMemory {

        @RepeatedTest(REPETITIONS)
        void seesItsOwnRowOnly(AroDatabase db, TestInfo test) {
            assertSeesItsOwnRowOnly(db, test);
        }
    }

    @AroDatabaseTest(sqlite = SqliteStorage.SHARED_MEMORY)
    static final class InSharedMemory {

        @RepeatedTest(REPETITIONS)
        void seesItsOwnRowOnly(AroDatabase db, TestInfo test) {
            assertSeesItsOwnRowOnly(db, test);
        }
    }

    @AroDatabaseTest(sqlite = SqliteStorage.FILE)
    static final class InAFile {

        @RepeatedTest(REPETITIONS)
        void seesItsOwnRowOnly(AroDatabase db, TestInfo test) {
            assertSeesItsOwnRowOnly(db, test);
        }
    }

    @BothEngines(Engine.POSTGRES_18)
    static final class OnPostgres {

        @RepeatedTest(REPETITIONS)
        void seesItsOwnRowOnly(AroDatabase db, TestInfo test) {
            assertSeesItsOwnRowOnly(db, test);
        }
    }

    private static void assertSeesItsOwnRowOnly(AroDatabase db, TestInfo test) {
        db.customers().create(NewCustomer.withPhone("+15550100").withName(test.getDisplayName()));

        assertThat(db.customers().findAll(DSL.noCondition()))
                .singleElement()
                .satisfies(customer -> assertThat(customer.name()).isEqualTo(test.getDisplayName()));
    }
}
