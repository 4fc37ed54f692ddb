package io.aro.db.connection;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import java.io.IOException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SQLite databases in memory. */
@Timeout(120)
class InMemoryTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final NewCustomer BOB = NewCustomer.withPhone("+15550002");

    private final AroDatabase db = AroDatabase.inMemory();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void commitsAndRollsBack() {
        db.useTransaction(tx -> tx.customers().create(ADA));
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(BOB);
                    throw new IOException("undo");
                }))
                .isInstanceOf(IOException.class);

        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
        assertThat(db.customers().findByPhone(BOB.phone())).isEmpty();
    }

    @Test
    void undoesSavepointAlone() {
        db.useTransaction(tx -> {
            tx.customers().create(ADA);
            assertThatThrownBy(() -> tx.savepoint(part -> {
                        part.customers().create(BOB);
                        throw new IOException("undo");
                    }))
                    .isInstanceOf(IOException.class);
        });

        assertThat(db.customers().count(DSL.trueCondition())).isEqualTo(1);
    }

    @Test
    void writesAgainAfterReadOnlyTransaction() {
        refuses(() -> db.readOnly(tx -> tx.customers().create(ADA)));
        refuses(() -> db.readOnly(tx -> tx.session().read(InMemoryTest::insertAda)));
        assertThatThrownBy(() -> db.readOnly(tx -> {
                    throw new IOException("while reading");
                }))
                .isInstanceOf(IOException.class);
        assertThat(db.<Long, RuntimeException>readOnly(tx -> tx.customers().count(DSL.trueCondition())))
                .isZero();

        db.customers().create(ADA);
        db.useTransaction(tx -> tx.customers().create(BOB));

        assertThat(db.customers().count(DSL.trueCondition())).isEqualTo(2);
    }

    @Test
    void executesOnceByKey() {
        IdempotencyKey key = IdempotencyKey.of("calendly", "evt_1");

        assertThat(db.idempotency().execute(key, "{}", String.class, tx -> "one"))
                .isEqualTo(new Outcome.Executed<>("one"));
        assertThat(db.idempotency().execute(key, "{}", String.class, tx -> "two"))
                .isEqualTo(new Outcome.Replayed<>("one"));
    }

    @Test
    void servesManyThreadsInTurn() throws Exception {
        UUID ada = db.customers().create(ADA).id();

        Race.run(thread -> db.customers().incrementNoShowCount(ada));

        assertThat(db.customers().getById(ada).noShowCount()).isEqualTo(Race.STEPS);
    }

    @Test
    void sharesNothingWithAnother() {
        db.customers().create(ADA);

        try (AroDatabase other = AroDatabase.inMemory()) {
            assertThat(other.customers().findByPhone(ADA.phone())).isEmpty();
        }
        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
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
