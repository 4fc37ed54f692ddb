package io.aro.db.testkit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.LargeTables;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows that whole reads are found in plans. */
@BothEngines
class PlanTest {

    private final TestDatabase database;

    PlanTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void insertCustomers(AroDatabase db) throws SQLException {
        db.customers().createAll(IntStream.range(0, 2_000).mapToObj(i -> NewCustomer.withPhone(Given.phone(i))));
        LargeTables.analyze(database);
    }

    @Test
    void seesWhatReadsAWholeTable() throws SQLException {
        assertReadsAll("select id from customers where email = 'ada@example.org'");
        assertReadsAll("update customers set name = 'Ada' where email = 'ada@example.org'");
        assertReadsAll("select id from customers where id in (select id from customers where name = 'Ada')");
    }

    @Test
    void seesWhatReadsAWholeIndex() throws SQLException {
        assertReadsAll("select count(*) from customers");
        assertReadsAll("select phone from customers order by phone");
    }

    @Test
    void seesThatASortReadsEverythingBeforeALimit() throws SQLException {
        assertReadsAll("select id from customers order by email limit 10");
    }

    @Test
    void leavesAloneWhatAnIndexFindsOrALimitEnds() throws SQLException {
        assertThat(database.plan("select id from customers where phone = '+15550000001'")
                        .wholeReads())
                .isEmpty();
        assertThat(database.plan("select * from customers order by phone limit 10")
                        .wholeReads())
                .isEmpty();
    }

    private void assertReadsAll(String sql) throws SQLException {
        assertThat(database.plan(sql).wholeReads()).as(sql).isNotEmpty();
    }
}
