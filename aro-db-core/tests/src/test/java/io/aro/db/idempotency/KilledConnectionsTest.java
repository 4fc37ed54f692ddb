package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.RacingDeliveries;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Repeated kills of all database connections beside deliveries on every thread. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(300)
class KilledConnectionsTest {

    private static final int MEMBERS = 6;
    private static final int KEYS = Effort.of(15, 40);
    private static final Duration LEASE = Duration.ofMillis(200);

    /** The number of finished deliveries between two kills. */
    private static final int ATTEMPTS = 2 * MEMBERS;

    private static final String KILL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private final TestDatabase database;
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Semaphore attempts = new Semaphore(0);
    private final AtomicInteger working = new AtomicInteger(MEMBERS);

    KilledConnectionsTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void givesEveryKeyOneEffectAndOnlyTypedErrors() throws Exception {
        PostgresConfig config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password())
                .withTimeLimits(PatientConfig.limits());
        try (AroDatabase db = AroDatabase.open(config);
                Crew crew = Crew.of(MEMBERS + 1)) {
            RacingDeliveries deliveries = new RacingDeliveries(db, LEASE, line -> {});

            Results<Integer> results =
                    crew.together(member -> member == MEMBERS ? kill() : deliverAll(deliveries, member));

            assertThat(results.failures()).isEmpty();
            assertThat(results.values().getLast()).as("kills").isPositive();
        }
        assertThat(refusals).as("thrown exceptions").isNotEmpty();
        RacingDeliveries.assertOneEffectEach(database, KEYS);
    }

    private int kill() throws SQLException, InterruptedException {
        int times = 0;
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            while (working.get() > 0) {
                if (attempts.tryAcquire(ATTEMPTS, 1, TimeUnit.SECONDS)) {
                    statement.execute(KILL);
                    attempts.drainPermits();
                    times++;
                }
            }
        }
        return times;
    }

    private int deliverAll(RacingDeliveries deliveries, int member) {
        try {
            deliveries.deliverUntilAnswered(member, KEYS, e -> refusals.add(e.toString()), attempts::release);
            return KEYS;
        } finally {
            working.decrementAndGet();
        }
    }
}
