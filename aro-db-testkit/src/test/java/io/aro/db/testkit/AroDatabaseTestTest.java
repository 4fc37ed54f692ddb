package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.testkit.jdbc.StatementCounter;
import io.aro.db.testkit.jdbc.Statements;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@AroDatabaseTest
class AroDatabaseTestTest {

    @Test
    void givesADatabaseThatIsOpenAndRunsOnTheTestClock(AroDatabase db, TestClock clock) {
        clock.advance(Duration.ofDays(1));

        Customer ada = db.customers().upsertByPhone(NewCustomer.withPhone("+15550100"));

        assertThat(ada.createdAt()).isEqualTo(clock.instant());
    }

    @Test
    void givesTheSameDatabaseInEveryForm(AroDatabase db, TestDatabase database) throws SQLException {
        db.customers().upsertByPhone(NewCustomer.withPhone("+15550100"));

        assertThat(BothEnginesTest.countCustomers(database)).isEqualTo(1);
        assertThat(database.open().customers().findByPhone("+15550100")).isPresent();
    }

    @BothEngines
    void runsMarkedMethodsOnEveryEngine(AroDatabase db, TestDatabase database, Engine engine) {
        db.customers().upsertByPhone(NewCustomer.withPhone("+15550100"));

        assertThat(database.version()).startsWith(engine.displayName());
    }

    @BothEngines
    void countsTheStatementsOfADatabaseOpenedForIt(TestDatabase database) {
        StatementCounter counter = StatementCounter.create();
        AroDatabase db = database.open(counter);

        Statements statements =
                counter.counting(() -> db.customers().upsertByPhone(NewCustomer.withPhone("+15550100")));

        assertThat(statements.sql()).singleElement().asString().contains("on conflict");
    }

    @Nested
    @AroDatabaseTest(sqlite = SqliteStorage.MEMORY)
    class InMemory {

        @Test
        void worksLikeOneInAFileButHasNoUrl(AroDatabase db, TestDatabase database) throws SQLException {
            db.customers().upsertByPhone(NewCustomer.withPhone("+15550100"));

            assertThat(BothEnginesTest.countCustomers(database)).isEqualTo(1);
            assertThatIllegalStateException()
                    .isThrownBy(database::jdbcUrl)
                    .withMessageContaining("only its data source");
        }

        @Test
        void seesNoRowOfAnotherTest(TestDatabase database) throws SQLException {
            assertThat(BothEnginesTest.countCustomers(database)).isZero();
        }
    }
}
