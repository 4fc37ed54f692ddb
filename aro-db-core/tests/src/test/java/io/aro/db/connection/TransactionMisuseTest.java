package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.transaction.Transaction;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Databases with one connection. A request for a second connection would wait for half an hour. */
@BothEngines
@Timeout(120)
class TransactionMisuseTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt_1");
    private static final String NESTED =
            "This thread is in a transaction already; use tx.savepoint(…) for a part that may fail.";
    private static final String OUTER =
            "This thread is in a transaction; use the repositories of tx, not of the database.";

    private final AroDatabase db;

    TransactionMisuseTest(TestDatabase database) {
        db = AroDatabase.open(Opened.withOneConnection(database));
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void refusesNestedTransactionAtOnce() {
        db.useTransaction(tx -> {
            refuses(NESTED, () -> db.inTransaction(inner -> "reached"));
            refuses(NESTED, () -> db.useTransaction(inner -> inner.customers().create(ADA)));
            refuses(NESTED, () -> db.readOnly(inner -> "reached"));
        });
        db.readOnly(tx -> {
            refuses(NESTED, () -> db.inTransaction(inner -> "reached"));
            refuses(NESTED, () -> db.readOnly(inner -> "reached"));
            return "done";
        });
    }

    @Test
    void refusesTheDatabaseItselfInsideTransaction() {
        UUID id = new UUID(0, 1);

        db.useTransaction(tx -> {
            refuses(OUTER, () -> db.customers().create(ADA));
            refuses(OUTER, () -> db.customers().findById(id));
            refuses(OUTER, () -> db.customers().upsertByPhone(ADA));
            refuses(OUTER, () -> db.appointments().findUpcoming(1));
            refuses(OUTER, () -> db.appointments().transitionsOf(id));
            refuses(OUTER, () -> db.events().findByEntity("customer", id, 1));
            refuses(OUTER, () -> db.session().read(DSLContext::selectOne));
            refuses(OUTER, () -> db.session().write(DSLContext::selectOne));
            refuses(OUTER, () -> db.session().atomically(session -> "reached"));
        });
    }

    @Test
    void refusesIdempotentExecutionInsideTransaction() {
        db.useTransaction(tx ->
                refuses(OUTER, () -> db.idempotency().execute(KEY, "{}", String.class, inner -> "reached")));

        assertThat(db.idempotency().execute(KEY, "{}", String.class, tx -> "now"))
                .isEqualTo(new Outcome.Executed<>("now"));
    }

    @Test
    void refusesTransactionInsideIdempotentHandler() {
        assertThat(db.idempotency().execute(KEY, "{}", String.class, tx -> {
                    refuses(NESTED, () -> db.inTransaction(inner -> "reached"));
                    refuses(OUTER, () -> db.customers().create(ADA));
                    return "done";
                }))
                .isEqualTo(new Outcome.Executed<>("done"));
    }

    @Test
    void letsTheTransactionGoOnAfterSuchRefusal() {
        db.useTransaction(tx -> {
            refuses(NESTED, () -> db.inTransaction(inner -> "reached"));
            refuses(OUTER, () -> db.customers().create(ADA));
            tx.customers().create(ADA);
        });

        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
    }

    @Test
    void letsTheThreadUseTheDatabaseAgainAfterwards() {
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(db.customers().count(DSL.trueCondition())).isZero();
        assertThat(db.<Boolean, RuntimeException>inTransaction(tx -> true)).isTrue();
    }

    @Test
    void refusesTransactionKeptBeyondItsBlock() {
        String ended = "The transaction has ended; do not keep tx beyond its block.";
        Transaction kept = db.inTransaction(tx -> tx);
        CustomerRepository repository = db.inTransaction(Transaction::customers);

        refuses(ended, () -> kept.customers().create(ADA));
        refuses(ended, () -> kept.savepoint(part -> "reached"));
        refuses(ended, () -> kept.session().atomically(session -> "reached"));
        refuses(ended, () -> repository.findByPhone(ADA.phone()));
    }

    @Test
    void refusesTransactionThatEndedInFailure() {
        Transaction[] kept = new Transaction[1];
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    kept[0] = tx;
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);

        refuses(
                "The transaction has ended; do not keep tx beyond its block.",
                () -> kept[0].customers().create(ADA));
    }

    @Test
    void refusesTransactionOnAnotherThread() {
        String foreign = "The transaction belongs to another thread; begin one on this thread.";

        db.useTransaction(tx -> {
            CompletableFuture.runAsync(() -> {
                        refuses(foreign, () -> tx.customers().create(ADA));
                        refuses(foreign, () -> tx.customers().findByPhone(ADA.phone()));
                        refuses(foreign, () -> tx.savepoint(part -> "reached"));
                    })
                    .join();
            tx.customers().create(ADA);
        });

        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
    }

    private static void refuses(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(TransactionMisuseException.class).hasMessage(message);
    }
}
