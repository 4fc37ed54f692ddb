package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.claimAndDie;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.service;
import static io.aro.db.idempotency.Deliveries.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failure modes F13, F14 and F16: kept rows, their retention, and safe deletion. */
@BothEngines
@Timeout(120)
class RetentionFailureModesTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    RetentionFailureModesTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @Test
    @DisplayName("F13: a null response is stored and replayed")
    void replaysNull() {
        Outcome<@Nullable String> first = service(db).executeLeased(KEY, BODY, String.class, lease -> nothing());
        service(db).execute(key(2), BODY, String.class, tx -> nothing());

        assertThat(first).isEqualTo(new Executed<@Nullable String>(null));
        assertThat(execute(db, KEY, "not reached")).isEqualTo(new Replayed<@Nullable String>(null));
        assertThat(lease(db, key(2), "not reached")).isEqualTo(new Replayed<@Nullable String>(null));
        clock.advance(POLICY.response());
        assertThat(execute(db, KEY, "not reached")).isInstanceOf(ResponseExpired.class);
    }

    @Test
    @DisplayName("F13: the size limit of a response is exact and counts bytes, not characters")
    void limitsTheSizeOfResponses() {
        IdempotencyService small = service(db, POLICY.withMaxResponseBytes(20));

        assertThat(small.execute(key(1), BODY, String.class, tx -> "x".repeat(18)))
                .isInstanceOf(Executed.class);
        assertThat(small.execute(key(2), BODY, String.class, tx -> "ü".repeat(9)))
                .isInstanceOf(Executed.class);
        for (String tooLong : new String[] {"x".repeat(19), "ü".repeat(10), "€".repeat(7)}) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> small.execute(key(3), BODY, String.class, tx -> tooLong))
                    .withMessageContaining("20 bytes");
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> small.executeLeased(
                            key(4),
                            BODY,
                            String.class,
                            lease -> lease.step("call", String.class, () -> tooLong),
                            failure -> FailureAction.giveUp()));
            small.keys().release(key(4));
        }
        assertThat(small.execute(key(3), BODY, String.class, tx -> "")).isEqualTo(new Executed<>(""));
    }

    @Test
    @DisplayName("F13: the response expires before the key, which still reports completion")
    void forgetsTheResponseBeforeTheKey() throws Exception {
        execute(db, KEY, "personal");
        service(db).executeLeased(key(2), BODY, String.class, lease -> lease.step("call", String.class, () -> "own"));
        clock.advance(POLICY.response());

        assertThat(execute(db, KEY, "not reached")).isInstanceOf(ResponseExpired.class);
        assertThat(service(db).cleanup()).isEqualTo(new CleanupReport(0, 2));

        assertThat(Rows.query(database, "SELECT response FROM idempotency_keys"))
                .containsExactly("null", "null");
        assertThat(Rows.count(database, "idempotency_steps")).isZero();
        assertThat(execute(db, KEY, "not reached")).isInstanceOf(ResponseExpired.class);
        assertThat(service(db).execute(KEY, "{}", String.class, tx -> "not reached"))
                .isInstanceOf(Mismatch.class);
        assertThat(service(db).cleanup()).isEqualTo(new CleanupReport(0, 0));
        clock.advance(POLICY.retention().minus(POLICY.response()));
        assertThat(service(db).cleanup()).isEqualTo(new CleanupReport(2, 0));
    }

    @Test
    @DisplayName("F14: a cleanup keeps live leases, parked keys of any age, and unexpired keys")
    void leavesWhatIsStillNeeded() throws Exception {
        execute(db, key(1), "old");
        fail(service(db), key(2), failure -> FailureAction.park());
        fail(service(db), key(3), failure -> FailureAction.giveUp());
        fail(service(db), key(4), failure -> FailureAction.retry());
        claimAndDie(db, key(5));
        claimAndDie(db, key(6));
        clock.advance(POLICY.retention());
        execute(db, key(7), "new");
        String live = Rows.query(database, "SELECT lease_until FROM idempotency_keys WHERE key = 'evt-5'")
                .getFirst();
        assertThat(live).startsWith("2026-03-02");
        update(
                database,
                "UPDATE idempotency_keys SET lease_until = '2026-03-09 15:04:05.123457+00:00' WHERE key = 'evt-5'");

        CleanupReport report = service(db).cleanup();

        assertThat(report.keysDeleted()).isEqualTo(4);
        assertThat(Rows.query(database, "SELECT key FROM idempotency_keys")).containsExactly("evt-2", "evt-5", "evt-7");
        assertThat(lease(db, key(2), "not reached")).isInstanceOf(Parked.class);
    }

    @Test
    @DisplayName("F14: a cleanup runs in batches until nothing is left")
    void cleansUpInBatches() throws Exception {
        fill(2500);
        execute(db, KEY, "stays");

        assertThat(service(db).cleanup()).isEqualTo(new CleanupReport(2500, 0));

        assertThat(Rows.query(database, "SELECT key FROM idempotency_keys")).containsExactly("evt-1");
    }

    @Test
    @DisplayName("F14: a cleanup removes responses in batches, too")
    void removesResponsesInBatches() throws Exception {
        fill(2500);
        update(database, "UPDATE idempotency_keys SET expires_at = '2030-01-01 00:00:00.000000+00:00'");

        assertThat(service(db).cleanup()).isEqualTo(new CleanupReport(0, 2500));

        assertThat(Rows.number(database, "SELECT count(response) FROM idempotency_keys"))
                .isZero();
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    @DisplayName("F14: a cleanup neither waits for a concurrent claim of an expired key nor deletes the key")
    void leavesAKeyThatIsBeingClaimed() throws Exception {
        execute(db, key(1), "old");
        execute(db, key(2), "old");
        clock.advance(POLICY.retention());

        service(db).execute(KEY, BODY, String.class, tx -> {
            assertThat(database.open().idempotency().cleanup()).isEqualTo(new CleanupReport(1, 0));
            return "new";
        });

        assertThat(execute(db, KEY, "not reached")).isEqualTo(new Replayed<>("new"));
        assertThat(Rows.count(database, "idempotency_keys")).isEqualTo(1);
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    @DisplayName("F14: a cleanup does not wait for a lock on an expired key's row")
    void doesNotWaitForALockedRow() throws Exception {
        execute(db, key(1), "old");
        execute(db, key(2), "old");
        clock.advance(POLICY.retention());
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement
                    .executeQuery("SELECT 1 FROM idempotency_keys WHERE key = 'evt-1' FOR UPDATE")
                    .close();

            assertThat(service(db).cleanup()).isEqualTo(new CleanupReport(1, 0));

            connection.rollback();
        }
        assertThat(service(db).cleanup()).isEqualTo(new CleanupReport(1, 0));
    }

    @Test
    @DisplayName("F16: an executed request is committed: a second connection sees its rows at once")
    void answersAfterTheCommit() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {

            Outcome<String> outcome = service(db).execute(KEY, BODY, String.class, tx -> {
                assertThat(count(statement)).isZero();
                return tx.customers().create(NewCustomer.withPhone(phone(1))).phone();
            });

            assertThat(outcome).isInstanceOf(Executed.class);
            assertThat(count(statement)).isEqualTo(1);
        }
    }

    @BothEngines(Engine.SQLITE)
    @DisplayName("F16: commits of an opened database survive a power cut")
    void opensWithFullDurability(@TempDir Path directory) {
        try (AroDatabase opened = AroDatabase.sqlite(directory.resolve("aro.db"))) {
            assertThat(opened.session()
                            .<Object>write(dsl -> Map.of("synchronous", dsl.fetchValue("PRAGMA synchronous"))))
                    .isEqualTo(Map.of("synchronous", 2));
        }
    }

    private static long count(Statement statement) throws java.sql.SQLException {
        try (ResultSet result = statement.executeQuery("SELECT count(*) FROM customers")) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Inserts completed keys beyond their horizon. */
    private void fill(int rows) throws Exception {
        String numbers = database.engine().isPostgres()
                ? "generate_series(1, " + rows + ") AS numbers (n)"
                : "(WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < " + rows
                        + ") SELECT n FROM numbers)";
        update(
                database,
                "INSERT INTO idempotency_keys (source, key, state, response, completed_at, response_until, expires_at)"
                        + " SELECT 'calendly', 'old-' || n, 'completed', '{}', '2026-01-01 00:00:00.000000+00:00',"
                        + " '2026-01-02 00:00:00.000000+00:00', '2026-01-03 00:00:00.000000+00:00' FROM " + numbers);
    }

    private static @Nullable String nothing() {
        return null;
    }
}
