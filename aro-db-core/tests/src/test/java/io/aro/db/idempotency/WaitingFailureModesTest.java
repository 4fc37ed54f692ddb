package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failure modes F17, F18 and F20: no delivery waits without a request to wait, nor for itself. */
@BothEngines
@Timeout(120)
class WaitingFailureModesTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestDatabase database;
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    WaitingFailureModesTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    @DisplayName("F17: a duplicate does not wait for an uncommitted claim of its own process")
    void doesNotWaitForAClaimOfTheSameProcess() throws Exception {
        whileHandling(() -> {
            assertThat(execute(db, KEY, "not reached")).isInstanceOf(InProgress.class);
            if (database.engine().isPostgres()) {
                assertThat(lease(db, KEY, "not reached")).isInstanceOf(InProgress.class);
            }
        });

        assertThat(execute(db, KEY, "not reached")).isEqualTo(new Replayed<>("done"));
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    @DisplayName("F17: a duplicate does not wait behind a claim of another process, on an engine with several writers")
    void doesNotWaitForAClaimOfAnotherProcess() throws Exception {
        AroDatabase other = database.open();

        whileHandling(() -> {
            assertThat(execute(other, KEY, "not reached")).isInstanceOf(InProgress.class);
            assertThat(lease(other, KEY, "not reached")).isInstanceOf(InProgress.class);
            assertThat(service(other).checkAndLock(KEY, Duration.ofDays(1))).isFalse();
        });
    }

    @Test
    @DisplayName("F17: a duplicate does not wait behind a concurrent claim of an expired key")
    void doesNotWaitForTheClaimOfAnExpiredKey() throws Exception {
        execute(db, KEY, "old");
        database.clock().advance(Deliveries.POLICY.retention());

        whileHandling(() -> assertThat(execute(db, KEY, "not reached")).isInstanceOf(InProgress.class));
    }

    @Test
    @DisplayName("F17: a waiting delivery waits for the running work and replays its response")
    void waitsAndReplays() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Outcome<String>> first = threads.submit(this::handle);
            inside.await();
            Waiting waiting = new Waiting(db);
            Future<Outcome<String>> waiter = threads.submit(waiting::deliver);
            waiting.untilItWaits();

            mayEnd.countDown();

            assertThat(waiter.get(60, TimeUnit.SECONDS)).isEqualTo(new Replayed<>("done"));
            assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(new Executed<>("done"));
        }
    }

    @Test
    @DisplayName("F17: a waiting delivery gives up at its limit")
    void givesUpWaiting() throws Exception {
        whileHandling(() -> {
            long start = System.nanoTime();

            Outcome<String> outcome = service(db)
                    .withMaxWait(Duration.ofMillis(300))
                    .execute(KEY, BODY, String.class, tx -> "not reached");

            assertThat(outcome).isInstanceOf(InProgress.class);
            assertThat(System.nanoTime() - start)
                    .isBetween(TimeUnit.MILLISECONDS.toNanos(300), TimeUnit.SECONDS.toNanos(60));
        });
    }

    @Test
    @DisplayName("F17: a waiting delivery holds no connection, so a pool of one serves others")
    void holdsNoConnectionWhileWaiting() throws Exception {
        try (AroDatabase small = AroDatabase.open(withOneConnection());
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            service(db).<String, InterruptedException>executeLeased(KEY, BODY, String.class, lease -> {
                Waiting waiting = new Waiting(small);
                Future<Outcome<String>> waiter = threads.submit(waiting::deliver);
                waiting.untilItWaits();

                for (int i = 0; i < 50; i++) {
                    small.customers().create(NewCustomer.withPhone(phone(i)));
                }

                assertThat(waiter).isNotDone();
                waiting.interrupt();
                assertThat(waiter).succeedsWithin(Duration.ofMinutes(1)).isInstanceOf(InProgress.class);
                return "done";
            });
        }
    }

    @Test
    @DisplayName("F18: claims beside the writes of another process never fail on a stale snapshot")
    void claimsAmongConcurrentWriters() throws Exception {
        AroDatabase other = database.open();
        try (Crew crew = Crew.of(6)) {
            for (int round = 0; round < 15; round++) {
                int first = 10 * round;

                Results<Object> results = crew.together(member -> member < 2
                        ? other.customers().create(NewCustomer.withPhone(phone(first + member)))
                        : execute(member < 4 ? db : other, key(first + member % 2), "done"));

                assertThat(results.failures()).isEmpty();
                assertThat(results.values())
                        .filteredOn(Executed.class::isInstance)
                        .hasSize(2);
            }
        }
        assertThat(Rows.count(database, "customers")).isEqualTo(30);
    }

    @Test
    @DisplayName("F20: a reentrant delivery of the same key is refused at once")
    void refusesToEnterAKeyTwice() {
        IdempotencyService service = service(db);

        service.execute(KEY, BODY, String.class, tx -> {
            assertMisuse(() -> execute(db, KEY, "inner"));
            assertMisuse(() -> lease(db, KEY, "inner"));
            assertMisuse(() -> execute(db, key(2), "inner"));
            return "done";
        });
        service.executeLeased(key(3), BODY, String.class, lease -> {
            assertMisuse(() -> lease(db, key(3), "inner"));
            assertMisuse(() -> execute(db, key(3), "inner"));
            assertMisuse(() -> service.withMaxWait(Duration.ofMinutes(1))
                    .executeLeased(key(3), BODY, String.class, inner -> "inner"));
            return "done";
        });

        assertThat(execute(db, KEY, "again")).isEqualTo(new Replayed<>("done"));
        assertThat(lease(db, key(3), "again")).isEqualTo(new Replayed<>("done"));
    }

    @Test
    @DisplayName("F20: a leased handler may handle different keys")
    void handlesAnotherKeyInside() {
        Outcome<String> outcome = service(db)
                .executeLeased(
                        KEY,
                        BODY,
                        String.class,
                        lease -> lease(db, key(2), "leased") + ", " + execute(db, key(3), "in a transaction"));

        assertThat(outcome).isEqualTo(new Executed<>("Executed[response=leased], Executed[response=in a transaction]"));
    }

    private static void assertMisuse(ThrowingCallable call) {
        assertThatExceptionOfType(TransactionMisuseException.class).isThrownBy(call);
    }

    private AroDatabaseConfig withOneConnection() {
        return switch (PatientConfig.of(
                AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password()))) {
            case SqliteConfig sqlite -> sqlite.withReaders(1).withClock(database.clock());
            case PostgresConfig postgres -> postgres.withPoolSize(1).withClock(database.clock());
        };
    }

    /** Runs the action during the transaction of the key's handler. */
    private void whileHandling(Action action) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Outcome<String>> first = thread.submit(this::handle);
            inside.await();
            try {
                action.run();
            } finally {
                mayEnd.countDown();
            }
            assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(new Executed<>("done"));
        }
    }

    private Outcome<String> handle() throws InterruptedException {
        return service(db).<String, InterruptedException>execute(KEY, BODY, String.class, tx -> {
            tx.customers().create(NewCustomer.withPhone(phone(999)));
            inside.countDown();
            mayEnd.await();
            return "done";
        });
    }

    private interface Action {

        void run() throws Exception;
    }

    /** A waiting delivery and its thread. */
    private record Waiting(AroDatabase db, AtomicReference<Thread> thread) {

        Waiting(AroDatabase db) {
            this(db, new AtomicReference<>());
        }

        Outcome<String> deliver() {
            thread.set(Thread.currentThread());
            return service(db).withMaxWait(Duration.ofMinutes(1)).execute(KEY, BODY, String.class, tx -> "not reached");
        }

        void untilItWaits() {
            while (thread.get() == null || thread.get().getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }

        void interrupt() {
            thread.get().interrupt();
        }
    }
}
