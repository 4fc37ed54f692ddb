package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.service;
import static io.aro.db.idempotency.Deliveries.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Handlers longer than their leases, by the clocks of the machine and the server, with a pool of one connection. */
@BothEngines
@Timeout(120)
class LeaseRenewalTest {

    private static final IdempotencyKey KEY = key(1);
    private static final IdempotencyPolicy SHORT = POLICY.withLease(Duration.ofSeconds(2));

    private final AroDatabase db;
    private final TestDatabase database;

    LeaseRenewalTest(TestDatabase database) {
        this.database = database;
        this.db = AroDatabase.open(
                switch (PatientConfig.of(
                        AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password()))) {
                    case SqliteConfig sqlite -> sqlite.withReaders(1);
                    case PostgresConfig postgres -> postgres.withPoolSize(1);
                });
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void keepsTheKeyOfAHandlerThatTakesLongerThanTheLease() throws Exception {
        AroDatabase other = database.open(java.time.InstantSource.system());

        Outcome<String> outcome = service(db, SHORT)
                .<String, Exception>executeLeased(KEY, BODY, String.class, lease -> {
                    awaitRenewals(4);
                    assertThat(service(other, SHORT).executeLeased(KEY, BODY, String.class, thief -> "thief"))
                            .isInstanceOf(InProgress.class);
                    assertThat(lease.isLost()).isFalse();
                    return lease.<String, RuntimeException>inTransaction(tx -> "done");
                });

        assertThat(outcome).isEqualTo(new Executed<>("done"));
    }

    @Test
    void renewsWhileTheHandlerHoldsEveryConnectionOfThePool() throws Exception {
        Outcome<String> outcome = service(db, SHORT)
                .<String, Exception>executeLeased(KEY, BODY, String.class, lease -> {
                    // On SQLite the test holds the only reader; the renewal needs the writer.
                    return database.engine().isPostgres()
                            ? lease.<String, SQLException>inTransaction(tx -> awaitRenewals(2))
                            : db.<String, SQLException>readOnly(tx -> awaitRenewals(2));
                });

        assertThat(outcome).isEqualTo(new Executed<>("renewed"));
    }

    @Test
    void tellsTheHandlerThatItsLeaseIsLost() {
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> service(db, SHORT)
                        .<String, Exception>executeLeased(KEY, BODY, String.class, lease -> {
                            CountDownLatch lost = new CountDownLatch(1);
                            lease.onLost(lost::countDown);

                            update(database, "UPDATE idempotency_keys SET fence = fence + 1");

                            assertThat(lost.await(60, TimeUnit.SECONDS)).isTrue();
                            assertThat(lease.isLost()).isTrue();
                            return "zombie";
                        }));
    }

    @Test
    void interruptsAHandlerThatAsksForIt() {
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> service(db, SHORT)
                        .<String, Exception>executeLeased(KEY, BODY, String.class, lease -> {
                            lease.onLost(Thread.currentThread()::interrupt);

                            update(database, "UPDATE idempotency_keys SET fence = fence + 1");

                            new CountDownLatch(1).await();
                            return "not reached";
                        }))
                .satisfies(
                        failure -> assertThat(failure.getSuppressed()).hasOnlyElementsOfType(LeaseLostException.class));
    }

    /** The loser's action and its listener both wait for the renewal of the second lease. */
    @Test
    void renewsWhileAnActionOnTheLossOfAnotherLeaseTakesItsTime() throws Exception {
        CountDownLatch renewed = new CountDownLatch(1);
        CountDownLatch lost = new CountDownLatch(2);
        IdempotencyService slow = service(db, SHORT).withListener(event -> {
            if (event.kind() == KeyEvent.Kind.LEASE_LOST) {
                wait(lost, renewed);
            }
        });
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> loser =
                    thread.submit(() -> slow.<String, Exception>executeLeased(key(2), BODY, String.class, lease -> {
                        lease.onLost(() -> wait(lost, renewed));
                        update(database, "UPDATE idempotency_keys SET fence = fence + 1 WHERE key = 'evt-2'");
                        renewed.await();
                        return "zombie";
                    }));

            Outcome<String> outcome = service(db, SHORT)
                    .<String, Exception>executeLeased(KEY, BODY, String.class, lease -> {
                        lost.countDown();
                        assertThat(lost.await(60, TimeUnit.SECONDS)).isTrue();
                        awaitRenewals(2);
                        renewed.countDown();
                        return lease.isLost() ? "lost" : "held";
                    });

            assertThat(outcome).isEqualTo(new Executed<>("held"));
            assertThatThrownBy(loser::get).hasCauseInstanceOf(LeaseLostException.class);
        } finally {
            renewed.countDown();
        }
    }

    /** The copy of the database pauses until the renewal of the lease. */
    @BothEngines(Engine.SQLITE)
    void renewsWhileABackupIsWritten(@TempDir Path folder) throws Exception {
        CountDownLatch renewed = new CountDownLatch(1);
        CountDownLatch copying = new CountDownLatch(1);
        JdbcInterceptor slow = call -> {
            if (call.kind() == JdbcCall.Kind.EXECUTE && call.plainSql().startsWith("vacuum into")) {
                wait(copying, renewed);
            }
            return call.proceed();
        };
        SqliteConfig config = SqliteConfig.file(Path.of(database.jdbcUrl().substring("jdbc:sqlite:".length())));
        try (AroDatabase copied = AroDatabase.open(config.withDecorator(slow::over));
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Outcome<String> outcome = service(copied, SHORT)
                    .<String, Exception>executeLeased(KEY, BODY, String.class, lease -> {
                        Future<?> backup = thread.submit(() -> copied.backUp(folder.resolve("copy.db")));
                        copying.await();
                        awaitRenewals(2);
                        renewed.countDown();
                        backup.get();
                        return lease.isLost() ? "lost" : "held";
                    });

            assertThat(outcome).isEqualTo(new Executed<>("held"));
        } finally {
            renewed.countDown();
        }
    }

    private static void wait(CountDownLatch begun, CountDownLatch end) {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void renewsNothingAfterTheEnd() throws Exception {
        service(db, SHORT).executeLeased(KEY, BODY, String.class, lease -> "done");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> service(db, SHORT)
                        .<String, IllegalStateException>executeLeased(key(2), BODY, String.class, lease -> {
                            throw new IllegalStateException("parked");
                        }));
        String ended = "SELECT * FROM idempotency_keys WHERE key <> 'evt-3'";
        List<String> before = Rows.query(database, ended);

        service(db, SHORT).<String, Exception>executeLeased(key(3), BODY, String.class, lease -> awaitRenewals(2));

        assertThat(Rows.query(database, ended)).hasSize(2).isEqualTo(before);
    }

    /** Waits for the given number of renewals of the key in progress. */
    private String awaitRenewals(int times) throws SQLException {
        String query = "SELECT lease_until FROM idempotency_keys WHERE state = 'in_progress' AND key <> 'evt-2'";
        for (int i = 0; i < times; i++) {
            List<String> before = Rows.query(database, query);
            while (Rows.query(database, query).equals(before)) {
                Thread.onSpinWait();
            }
        }
        return "renewed";
    }
}
