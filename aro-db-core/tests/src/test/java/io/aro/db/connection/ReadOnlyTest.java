package io.aro.db.connection;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Read-only blocks: one snapshot, and refused writes. */
@BothEngines
class ReadOnlyTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final NewCustomer BOB = NewCustomer.withPhone("+15550002");

    private final TestDatabase database;
    private final AroDatabase db;

    ReadOnlyTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @Test
    void returnsWhatItReads() {
        db.customers().create(ADA);

        assertThat(db.<Long, RuntimeException>readOnly(tx -> tx.customers().count(DSL.trueCondition())))
                .isEqualTo(1);
    }

    @Test
    void refusesWritesOfRepositories() {
        db.readOnly(tx -> {
            refuses(() -> tx.customers().create(ADA));
            refuses(() -> tx.customers().upsertByPhone(ADA));
            refuses(() -> tx.savepoint(part -> part.customers().create(ADA)));
            return "done";
        });

        assertThat(db.customers().count(DSL.trueCondition())).isZero();
    }

    @Test
    void refusesWritesInSqlOfTheCallers() {
        refuses(() -> db.readOnly(tx -> tx.session().read(ReadOnlyTest::insertAda)));
        refuses(() -> db.readOnly(tx -> tx.savepoint(part -> part.session().read(ReadOnlyTest::insertAda))));

        assertThat(db.customers().count(DSL.trueCondition())).isZero();
    }

    @Test
    void seesOneSnapshotWhileOthersWrite() {
        db.customers().create(ADA);

        db.readOnly(tx -> {
            assertThat(tx.customers().count(DSL.trueCondition())).isEqualTo(1);

            CompletableFuture.runAsync(() -> db.customers().create(BOB)).join();

            assertThat(tx.customers().count(DSL.trueCondition())).isEqualTo(1);
            assertThat(tx.customers().findByPhone(BOB.phone())).isEmpty();
            return "done";
        });

        assertThat(db.customers().count(DSL.trueCondition())).isEqualTo(2);
    }

    @Test
    void passesCheckedExceptionUnwrapped() {
        IOException failure = new IOException("the disk is full");

        assertThatThrownBy(() -> db.readOnly(tx -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void leavesTheConnectionWritable() {
        try (AroDatabase single = AroDatabase.open(Opened.withOneConnection(database))) {
            single.readOnly(tx -> tx.customers().findByPhone(ADA.phone()));
            refuses(() -> single.readOnly(tx -> tx.session().read(ReadOnlyTest::insertAda)));

            single.customers().create(ADA);
            single.useTransaction(tx -> tx.customers().create(BOB));

            assertThat(single.customers().count(DSL.trueCondition())).isEqualTo(2);
        }
    }

    private static int insertAda(DSLContext dsl) {
        return dsl.insertInto(CUSTOMERS).set(CUSTOMERS.PHONE, ADA.phone()).execute();
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(TransactionMisuseException.class)
                .hasMessage(
                        "This transaction is read-only; write in db.inTransaction(…), outside a transaction of the host"
                                + " application with readOnly = true.");
    }
}
