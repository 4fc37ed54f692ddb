package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.RacingDeliveries;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries beside repeated holders of a SQLite file's write lock, each beyond the busy timeout of a waiter. */
@BothEngines(Engine.SQLITE)
@Timeout(300)
class BusyStormTest {

    private static final int MEMBERS = 4;
    private static final int KEYS = 30;
    private static final Duration BUSY = Duration.ofMillis(20);
    private static final Duration LEASE = Duration.ofMillis(200);

    private final TestDatabase database;
    private final Queue<AroDatabaseException> thrown = new ConcurrentLinkedQueue<>();
    private final Semaphore attempts = new Semaphore(0);
    private final Semaphore refusals = new Semaphore(0);
    private final AtomicInteger working = new AtomicInteger(MEMBERS);

    BusyStormTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void givesEveryKeyOneEffectAndOnlyContention() throws Exception {
        try (Crew crew = Crew.of(MEMBERS + 1)) {
            Results<Integer> results = crew.together(member -> member == MEMBERS ? storm() : deliverAll(member));

            assertThat(results.failures()).isEmpty();
            assertThat(results.values().getLast()).as("times the lock was held").isPositive();
        }
        assertThat(thrown).hasAtLeastOneElementOfType(ContentionException.class);
        assertThat(thrown).hasOnlyElementsOfTypes(ContentionException.class, LeaseLostException.class);
        RacingDeliveries.assertOneEffectEach(database, KEYS);
    }

    private int storm() throws Exception {
        int times = 0;
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            while (working.get() > 0) {
                if (attempts.tryAcquire(MEMBERS, 1, TimeUnit.SECONDS)) {
                    refusals.drainPermits();
                    statement.execute("BEGIN IMMEDIATE");
                    boolean isSeen = refusals.tryAcquire(1, 1, TimeUnit.SECONDS);
                    statement.execute("ROLLBACK");
                    attempts.drainPermits();
                    times += isSeen ? 1 : 0;
                }
            }
        }
        return times;
    }

    /** Each member has its own database object, as a process does; no member waits for a connection of the pool. */
    private int deliverAll(int member) {
        SqliteConfig config = (SqliteConfig) AroDatabaseConfig.of(database.jdbcUrl());
        try (AroDatabase db = AroDatabase.open(config.withBusyTimeout(BUSY))) {
            new RacingDeliveries(db, LEASE, line -> {})
                    .deliverUntilAnswered(member, KEYS, this::note, attempts::release);
            return KEYS;
        } finally {
            working.decrementAndGet();
        }
    }

    private void note(AroDatabaseException refusal) {
        thrown.add(refusal);
        refusals.release();
    }
}
