package io.aro.db.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.transaction.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lock timeouts, serialization failures, deadlocks and lost connections on PostgreSQL. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class PostgresContentionTest {

    private final TestDatabase database;
    private final AroDatabase db;
    private UUID ada;
    private UUID bob;

    PostgresContentionTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @BeforeEach
    void insertCustomers() {
        ada = db.customers().create(NewCustomer.withPhone("+15550001")).id();
        bob = db.customers().create(NewCustomer.withPhone("+15550002")).id();
    }

    @Test
    void lockThatIsNotHadInTimeIsContention() throws SQLException {
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT id FROM customers FOR UPDATE");

            isContended(() -> db.useTransaction(tx -> {
                run(tx, "SET LOCAL lock_timeout = '10ms'");
                tx.customers().incrementNoShowCount(ada);
            }));
            other.rollback();
        }

        db.customers().incrementNoShowCount(ada);
        assertThat(db.customers().getById(ada).noShowCount()).isEqualTo(1);
    }

    @Test
    void rowChangedUnderSnapshotIsContention() {
        isContended(() -> db.useTransaction(tx -> {
            run(tx, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            tx.customers().getById(ada);
            CompletableFuture.runAsync(() -> db.customers().incrementNoShowCount(ada))
                    .join();
            tx.customers().incrementNoShowCount(ada);
        }));

        assertThat(db.customers().getById(ada).noShowCount()).isEqualTo(1);
    }

    @Test
    void deadlockIsContentionForOneOfTheTwo() throws Exception {
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        List<Throwable> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> both =
                    threads.invokeAll(List.of(touch(ada, bob, bothHoldOne), touch(bob, ada, bothHoldOne)));
            for (Future<String> one : both) {
                if (one.state() == Future.State.FAILED) {
                    failures.add(one.exceptionNow());
                }
            }
        }

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> isContended(() -> {
                    throw failure;
                }));
        assertThat(db.customers().getById(ada).noShowCount()).isEqualTo(1);
        assertThat(db.customers().getById(bob).noShowCount()).isEqualTo(1);
    }

    @Test
    void connectionThatTheServerEndsIsUnavailableAndReplaced() {
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    int session = tx.session()
                            .<Integer>read(dsl -> dsl.select(DSL.function("pg_backend_pid", Integer.class))
                                    .fetchSingle()
                                    .value1());
                    end(session);
                    tx.customers().incrementNoShowCount(ada);
                }))
                .isInstanceOf(UnavailableException.class)
                .hasMessage(
                        "The connection to the database server broke; look at its log. The transaction may have been"
                                + " committed: repeat it with an idempotency key.");

        db.customers().incrementNoShowCount(ada);
        assertThat(db.customers().getById(ada).noShowCount()).isEqualTo(1);
    }

    private Callable<String> touch(UUID first, UUID second, CyclicBarrier bothHoldOne) {
        return () -> db.inTransaction(tx -> {
            tx.customers().incrementNoShowCount(first);
            bothHoldOne.await(1, TimeUnit.MINUTES);
            tx.customers().incrementNoShowCount(second);
            return "committed";
        });
    }

    private void end(int session) throws SQLException {
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute(String.format(Locale.ROOT, "SELECT pg_terminate_backend(%s, 60000)", session));
        }
    }

    private static void run(Transaction tx, String sql) {
        tx.session().write(dsl -> dsl.execute(sql));
    }

    private static void isContended(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ContentionException.class,
                        contention -> assertThat(contention.isRetryable()).isTrue())
                .hasMessage("The transaction conflicts with a concurrent transaction; retry the whole transaction.");
    }
}
