package io.aro.db.testkit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.schema.Tables;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import org.jooq.Condition;
import org.junit.jupiter.api.Test;

/** Plans of a table with one row, scanned whole by any planner by default. */
@BothEngines
class PlanRecorderTest {

    private final TestDatabase database;
    private final AroDatabase db;

    PlanRecorderTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
        db.customers().create(NewCustomer.withPhone("+15550100"));
    }

    @Test
    void takesWhatAnIndexServes() {
        assertThat(database.assertUsesIndexes(() -> db.customers().findByPhone("+15550100")))
                .singleElement()
                .satisfies(plan -> assertThat(plan.wholeReads()).isEmpty());
    }

    @Test
    void takesWritesInATransaction() {
        database.assertUsesIndexes(() -> db.useTransaction(tx -> {
            tx.customers().upsertByPhone(NewCustomer.withPhone("+15550101"));
            tx.customers()
                    .updateRiskScore(
                            tx.customers()
                                    .upsertByPhone(NewCustomer.withPhone("+15550100"))
                                    .id(),
                            80);
        }));

        assertThat(db.customers().findByPhone("+15550101")).isPresent();
    }

    @Test
    void findsWhatReadsATableFromEndToEnd() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> database.assertUsesIndexes(() -> db.session()
                        .read(dsl -> dsl.selectFrom(Tables.CUSTOMERS)
                                .where(Tables.CUSTOMERS.EMAIL.eq("ada@example.org"))
                                .fetch())))
                .withMessageContaining("Add an index, or name the table if it stays small. Read from end to end:\n"
                        + "  customers, since no condition leads into an index\n    by ")
                .withMessageContaining("\n    of select … from ");
    }

    @Test
    void findsWhatALimitDoesNotEndSinceAConditionDropsRows() {
        CustomerRepository customers = db.customers();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> database.assertUsesIndexes(
                        () -> customers.findAll(Tables.CUSTOMERS.EMAIL.eq("ada@example.org"), 5)))
                .withMessageContaining(
                        "customers, since no condition leads into an index, and rows dropped by a condition"
                                + " or a join do not count towards the limit");
        database.assertUsesIndexes(() -> customers.findAll(noCondition(), 5));
    }

    @Test
    void showsNoMoreThanFitsAScreen() {
        CustomerRepository customers = db.customers();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> database.assertUsesIndexes(() -> {
                    Condition condition = noCondition();
                    for (int i = 0; i < 40; i++) {
                        condition = condition.and(Tables.CUSTOMERS.EMAIL.ne("ada@example.org"));
                        customers.findAll(condition);
                    }
                }))
                .satisfies(error -> assertThat(error.getMessage())
                        .containsPattern("\n  and [0-9]+ more$")
                        .hasSizeLessThan(24 * 120)
                        .hasLineCount(17));
    }

    @Test
    void letsATableThatStaysSmallBeRead() {
        CustomerRepository customers = db.customers();

        assertThat(database.assertUsesIndexes(
                        () -> customers.findAll(Tables.CUSTOMERS.EMAIL.eq("ada@example.org")), "customers"))
                .hasSize(1);
    }

    @Test
    void refusesAnActionThatSendsNothing() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> database.assertUsesIndexes(() -> {}))
                .withMessageContaining("The action sent no statement with a query plan");
    }

    @Test
    void refusesARecordingWithinARecording() {
        assertThatIllegalStateException()
                .isThrownBy(() -> database.assertUsesIndexes(() -> database.assertUsesIndexes(() -> {})))
                .withMessageContaining("one action at a time");
    }

    @Test
    void leavesThePlannerAsItWas() throws Exception {
        database.assertUsesIndexes(() -> db.customers().findByPhone("+15550100"));

        assertThat(database.plan("select id from customers where email = 'ada@example.org'")
                        .wholeReadTables())
                .containsExactly("customers");
    }
}
