package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Claims of keys with an owner, or released by one. The test clock is at 15:04:05.123456. */
@BothEngines
class HeldKeyTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt-1");

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    HeldKeyTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @Test
    void answersInProgressUntilTheLeaseEndsAndThenTakesOver() throws SQLException {
        insert("state, lease_until", "'in_progress', '2026-03-02 15:05:05.123456+00:00'");

        assertThat(deliver())
                .isInstanceOfSatisfying(
                        InProgress.class, busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofMinutes(1)));

        clock.advance(Duration.ofMinutes(1));
        assertThat(deliver()).isEqualTo(new Executed<>("done"));
        assertThat(fence()).isEqualTo(2);
    }

    @Test
    void answersInProgressWhileAReleasedKeyRestsAndThenTakesIt() throws SQLException {
        insert("state, not_before", "'released', '2026-03-02 15:04:35.123456+00:00'");

        assertThat(deliver())
                .isInstanceOfSatisfying(
                        InProgress.class, busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(30)));

        clock.advance(Duration.ofSeconds(30));
        assertThat(deliver()).isEqualTo(new Executed<>("done"));
        assertThat(fence()).isEqualTo(2);
    }

    @Test
    void takesAReleasedKeyAtOnceIfItNeedsNoRest() throws SQLException {
        insert("state", "'released'");

        assertThat(deliver()).isEqualTo(new Executed<>("done"));
    }

    @Test
    void neverTakesAKeyWhoseOutcomeIsUnknownOrThatFailedForGood() throws SQLException {
        insert("state", "'parked'");
        clock.advance(Duration.ofDays(10));

        assertThat(deliver()).isInstanceOf(Parked.class);

        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE idempotency_keys SET state = 'exhausted'");
        }
        assertThat(deliver()).isInstanceOf(Exhausted.class);
        assertThat(fence()).isEqualTo(1);
    }

    private Outcome<String> deliver() {
        return db.idempotency().execute(KEY, "{}", String.class, tx -> "done");
    }

    private long fence() throws SQLException {
        return Rows.number(database, "SELECT fence FROM idempotency_keys");
    }

    private void insert(String columns, String values) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO idempotency_keys (source, key, expires_at, " + columns + ")"
                    + " VALUES ('calendly', 'evt-1', '2026-04-02 00:00:00.000000+00:00', " + values + ")");
        }
    }
}
