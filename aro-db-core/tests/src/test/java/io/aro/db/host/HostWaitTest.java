package io.aro.db.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.internal.opening.Opening;
import io.aro.db.internal.session.Connections;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Waits over the pool of an application, without limits in its sessions. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class HostWaitTest {

    private static final IdempotencyKey HELD = IdempotencyKey.of("calendly", "held");
    private static final IdempotencyKey FREE = IdempotencyKey.of("calendly", "free");
    private static final IdempotencyPolicy POLICY =
            IdempotencyPolicy.of(Duration.ofDays(7), Duration.ofDays(2)).withLease(Duration.ofSeconds(6));
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int AN_HOUR = 3600;

    private final TestDatabase database;
    private final DataSource pool;
    private final DataSourceTransactionManager manager;

    HostWaitTest(TestDatabase database) {
        this.database = database;
        this.pool = database.dataSource();
        this.manager = new DataSourceTransactionManager(pool);
    }

    @Test
    void renewsALeaseWhileSomebodyHoldsTheRowOfAnother() throws Exception {
        AroDatabase db = AroDatabase.over(pool, config(PatientConfig.limits()));
        IdempotencyService service =
                db.idempotency().withPolicies(IdempotencyPolicies.defaults().withPolicy("calendly", POLICY));
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Outcome<String>> holder = thread.submit(
                    () -> service.<String, InterruptedException>executeLeased(HELD, "{}", String.class, lease -> {
                        claimed.countDown();
                        enough.await();
                        return "held";
                    }));
            try {
                claimed.await();

                Outcome<String> outcome = service.<String, Exception>executeLeased(FREE, "{}", String.class, lease -> {
                    awaitRenewalBesideHeldRow();
                    return "renewed";
                });

                assertThat(outcome).isEqualTo(new Executed<>("renewed"));
                assertThat(holder).isNotDone();
            } finally {
                enough.countDown();
            }
        }
    }

    @Test
    void endsAStatementAtItsLimit() {
        HostConfig config = config(TimeLimits.defaults().withStatement(SOON));

        endsStatements(AroDatabase.over(pool, config));
        endsStatements(AroDatabase.over(pool, joining(config)));
    }

    @Test
    void letsMaintenanceTakeLonger() {
        TimeLimits limits = TimeLimits.defaults().withStatement(SOON).withMaintenance(Duration.ofMinutes(5));
        HostConfig config = config(limits);

        for (HostConfig each : new HostConfig[] {config, joining(config)}) {
            Connections connections = Opening.over(pool, each);
            int rows = connections.maintenance().own("a test").session().<Integer>write(dsl -> sleep(dsl, 2));
            assertThat(rows).isOne();
            refuses(() -> connections.own("a test").session().<Integer>write(dsl -> sleep(dsl, AN_HOUR)));
        }
    }

    @Test
    void leavesTheShorterLimitOfATransactionOfTheApplication() {
        AroDatabase db = AroDatabase.over(pool, joining(config(PatientConfig.limits())));
        TransactionTemplate brief = new TransactionTemplate(manager);
        brief.setTimeout(2);

        refuses(() -> brief.executeWithoutResult(status -> db.session().<Integer>write(HostWaitTest::sleepForAnHour)));
    }

    private void endsStatements(AroDatabase db) {
        refuses(() -> db.session().<Integer>read(HostWaitTest::sleepForAnHour));
        refuses(() -> db.session().<Integer>write(HostWaitTest::sleepForAnHour));
        refuses(() -> db.useTransaction(tx -> tx.session().<Integer>write(HostWaitTest::sleepForAnHour)));
        refuses(() -> db.readOnly(tx -> tx.session().<Integer>read(HostWaitTest::sleepForAnHour)));
        refuses(() -> new TransactionTemplate(manager)
                .executeWithoutResult(status -> db.session().<Integer>write(HostWaitTest::sleepForAnHour)));
    }

    /** Waits for a renewal that waits for the row and occupies the only renewal thread. */
    private void awaitRenewalBesideHeldRow() throws SQLException {
        String waiting = "SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'";
        String lease = "SELECT lease_until FROM idempotency_keys WHERE key = 'free'";
        try (Connection stuck = database.dataSource().getConnection();
                Statement statement = stuck.createStatement()) {
            stuck.setAutoCommit(false);
            statement.execute("SELECT 1 FROM idempotency_keys WHERE key = 'held' FOR UPDATE");
            while (Rows.number(database, waiting) == 0) {
                Thread.onSpinWait();
            }
            String before = Rows.query(database, lease).getFirst();
            while (Rows.query(database, lease).getFirst().equals(before)) {
                Thread.onSpinWait();
            }
            stuck.rollback();
        }
    }

    private HostConfig joining(HostConfig config) {
        return config.withTransactions(new SpringTransactions(manager, pool));
    }

    private static HostConfig config(TimeLimits limits) {
        return HostConfig.of(SQLDialect.POSTGRES).withTimeLimits(limits);
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("The statement was cancelled by a timeout");
    }

    private static int sleepForAnHour(DSLContext dsl) {
        return sleep(dsl, AN_HOUR);
    }

    private static int sleep(DSLContext dsl, int seconds) {
        return dsl.select(DSL.function("pg_sleep", Object.class, DSL.inline(seconds)))
                .fetch()
                .size();
    }
}
