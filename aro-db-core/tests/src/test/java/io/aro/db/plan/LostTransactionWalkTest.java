package io.aro.db.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.LostTransaction;
import io.aro.db.fixture.Rows;
import io.aro.db.refusal.TransactionFailedException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.transaction.Transaction;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Transactions lost at each statement of each public method, in a savepoint with a caller that ignores the failure.
 * Nothing is committed, and no success is reported.
 */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(300)
class LostTransactionWalkTest {

    /** The service begins its own transactions, tested with a full disk. */
    private static final String OWN_TRANSACTIONS = "IdempotencyService.";

    private static final NewCustomer BEFORE = NewCustomer.withPhone("+15557770001");
    private static final NewCustomer AFTER = NewCustomer.withPhone("+15557770002");

    private final TestDatabase database;
    private final LostTransaction lost;
    private final AroDatabase db;

    LostTransactionWalkTest(TestDatabase database) {
        this.database = database;
        this.lost = new LostTransaction(database.engine());
        this.db = database.open(lost);
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void noMethodGoesOnInATransactionThatIsGone() {
        assertThat(PublicCalls.all().stream().filter(call -> !call.method().startsWith(OWN_TRANSACTIONS)))
                .allSatisfy(this::walk);
    }

    private void walk(Call call) throws SQLException {
        for (int statement = 1; isLost(call, statement); statement++) {
            assertThat(Rows.count(database, "customers"))
                    .as("after statement %s", statement)
                    .isZero();
        }
    }

    /** Returns whether the call reached the statement; otherwise undoes the call. */
    private boolean isLost(Call call, int statement) {
        boolean[] reached = {false};
        Throwable refusal = catchThrowable(() -> db.inTransaction(tx -> {
            tx.customers().create(BEFORE);
            lost.atStatement(statement);
            // Refusals on empty tables do not matter.
            Throwable unused = catchThrowable(() -> make(call, tx));
            reached[0] = lost.isReached();
            lost.disarm();
            if (!reached[0]) {
                throw new IllegalStateException("undo");
            }
            assertThat(catchThrowable(() -> tx.customers().create(AFTER)))
                    .isInstanceOf(TransactionFailedException.class);
            return "the caller believes that all is well";
        }));
        assertThat(refusal)
                .as("statement %s", statement)
                .isInstanceOf(reached[0] ? TransactionFailedException.class : IllegalStateException.class);
        return reached[0];
    }

    private void make(Call call, Transaction tx) {
        tx.savepoint(part -> part.session().<Integer>write(dsl -> {
            try (AroDatabase within = AroDatabase.over(dsl, database.clock())) {
                call.action().accept(within);
            }
            return 0;
        }));
    }
}
