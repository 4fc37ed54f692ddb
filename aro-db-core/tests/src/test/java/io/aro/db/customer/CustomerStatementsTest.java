package io.aro.db.customer;

import static io.aro.db.fixture.Given.customer;
import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Footprint;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The number of statements of each call on customers. */
@BothEngines
class CustomerStatementsTest {

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;
    private final Watched watched;

    CustomerStatementsTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
        this.watched = Watched.over(database, clock);
    }

    @Test
    void takesOneStatementToFindByIdOrPhone() {
        Customer ada = customer(db, 1);

        Statements byId =
                watched.counter().counting(() -> watched.db().customers().findById(ada.id()));
        Statements byPhone =
                watched.counter().counting(() -> watched.db().customers().findByPhone(ada.phone()));

        assertThat(byId.count()).isEqualTo(1);
        assertThat(byPhone.count()).isEqualTo(1);
    }

    @Test
    void takesOneStatementToUpsertANewCustomer() {
        Statements sent = watched.counter()
                .counting(() -> watched.db().customers().upsertByPhone(NewCustomer.withPhone(phone(1))));

        assertThat(sent.count()).as("%s", sent).isEqualTo(1);
        assertThat(db.customers().findByPhone(phone(1))).isPresent();
    }

    @Test
    void takesOneStatementOrTwoOnSqliteAndNoWriteToUpsertAnExistingCustomer() throws Exception {
        customer(db, 1);
        clock.advance(Duration.ofDays(1));
        try (Footprint footprint = Footprint.of(database, "customers")) {

            Statements sent = watched.counter()
                    .counting(() -> watched.db().customers().upsertByPhone(NewCustomer.withPhone(phone(1))));

            assertThat(sent.count()).as("%s", sent).isEqualTo(database.engine().isPostgres() ? 1 : 2);
            footprint.assertNothingWritten();
        }
    }

    @Test
    void takesOneStatementForEachGuardedUpdate() {
        Customer ada = customer(db, 1);

        Statements score = watched.counter()
                .counting(() -> watched.db().customers().updateRiskScore(ada.id(), 80, RiskCategory.HIGH));
        Statements noShow =
                watched.counter().counting(() -> watched.db().customers().incrementNoShowCount(ada.id()));

        assertThat(score.count()).isEqualTo(1);
        assertThat(noShow.count()).isEqualTo(1);
    }
}
