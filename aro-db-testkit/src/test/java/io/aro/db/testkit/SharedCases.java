package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.testkit.AroDatabaseTest.Isolation;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Test classes whose tests share a database. */
final class SharedCases {

    private SharedCases() {}

    @AroDatabaseTest(isolation = Isolation.PER_CLASS)
    static final class FilledOnce {

        @BeforeAll
        static void fill(AroDatabase db) {
            db.customers().create(NewCustomer.withPhone("+15550100"));
        }

        @Test
        void seesIt(AroDatabase db) {
            assertThat(db.customers().findByPhone("+15550100")).isPresent();
        }

        @Nested
        class InANestedClass {

            @Test
            void seesIt(AroDatabase db) {
                assertThat(db.customers().findByPhone("+15550100")).isPresent();
            }
        }
    }

    @AroDatabaseTest(isolation = Isolation.PER_CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class GoingOnAfterAFailure {

        @Test
        @Order(1)
        void fails(AroDatabase db) {
            db.customers().create(NewCustomer.withPhone("+15550100"));
            fail("on purpose");
        }

        @Test
        @Order(2)
        void seesWhatTheFailedTestHasLeft(AroDatabase db) {
            assertThat(db.customers().findByPhone("+15550100")).isPresent();
        }
    }

    @AroDatabaseTest(isolation = Isolation.PER_CLASS)
    static final class Leaking {

        @Test
        @SuppressWarnings("MustBeClosedChecker")
        void opensAConnection(TestDatabase database) throws SQLException {
            assertThat(database.dataSource().getConnection().isClosed()).isFalse();
        }
    }

    @BothEngines
    @AroDatabaseTest(isolation = Isolation.PER_CLASS)
    static final class FilledBeforeAnyEngineIsChosen {

        @BeforeAll
        static void fill(AroDatabase db) {
            fail("not reached, given %s", db);
        }

        @Test
        void runs() {}
    }

    @AroDatabaseTest
    static final class FilledByAnInstance {

        @SeedDatabase
        void fill(AroDatabase db) {
            fail("not reached, given %s", db);
        }

        @Test
        void runs() {}
    }
}
