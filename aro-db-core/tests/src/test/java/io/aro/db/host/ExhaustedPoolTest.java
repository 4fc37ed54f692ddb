package io.aro.db.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A pool without a free connection: each call waits once, for the limit of the pool. */
@BothEngines
class ExhaustedPoolTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt_1");

    private final Exhaustible pool;
    private final HostConfig config;

    ExhaustedPoolTest(TestDatabase database) {
        this.pool = new Exhaustible(database.dataSource());
        SQLDialect dialect = Application.dialect(database);
        this.config = HostConfig.of(dialect);
    }

    @Test
    void aCallWaitsOnceForAConnection() {
        waitsOnce(AroDatabase.over(pool, config));
    }

    @Test
    void aCallOutsideATransactionOfSpringWaitsOnceForAConnection() {
        DataSourceTransactionManager manager = new DataSourceTransactionManager(pool);

        waitsOnce(AroDatabase.over(pool, config.withTransactions(new SpringTransactions(manager, pool))));
    }

    @Test
    void theNextCallSucceedsOnceAConnectionIsFree() {
        AroDatabase db = AroDatabase.over(pool, config);
        pool.exhausted = true;
        assertThatThrownBy(() -> db.useTransaction(tx -> {})).isInstanceOf(UnavailableException.class);

        pool.exhausted = false;
        int customers = db.inTransaction(tx -> tx.customers().findHighRisk().size());
        assertThat(customers).isZero();
    }

    @BothEngines(Engine.SQLITE)
    void aTransactionOnThePoolOfTheLibraryWaitsOnce() {
        AtomicReference<Exhaustible> own = new AtomicReference<>();
        SqliteConfig inMemory = SqliteConfig.inMemory().withDecorator(source -> {
            own.set(new Exhaustible(source));
            return own.get();
        });
        try (AroDatabase db = AroDatabase.open(inMemory)) {
            Exhaustible snapshots = own.get();
            snapshots.exhausted = true;

            waitsOnce(snapshots, () -> db.readOnly(tx -> "read"));
        }
    }

    private void waitsOnce(AroDatabase db) {
        pool.exhausted = true;
        waitsOnce(() -> db.idempotency().execute(KEY, "{}", String.class, tx -> "booked"));
        waitsOnce(() -> db.idempotency().executeLeased(KEY, "{}", String.class, lease -> "charged"));
        waitsOnce(() -> db.useTransaction(tx -> {}));
        waitsOnce(() -> db.readOnly(tx -> "read"));
        waitsOnce(() -> db.customers().findHighRisk());
        pool.exhausted = false;
    }

    private void waitsOnce(ThrowingCallable call) {
        waitsOnce(pool, call);
    }

    private static void waitsOnce(Exhaustible connections, ThrowingCallable call) {
        connections.waits.set(0);
        assertThatThrownBy(call).isInstanceOf(UnavailableException.class);
        assertThat(connections.waits).hasValue(1);
    }

    /** A pool with a switch, and a count of the failed waits. */
    private static final class Exhaustible extends DelegatingDataSource {

        private final AtomicInteger waits = new AtomicInteger();
        private boolean exhausted;

        Exhaustible(DataSource connections) {
            super(connections);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (exhausted) {
                waits.incrementAndGet();
                throw new SQLTransientConnectionException("no connection in time");
            }
            return super.getConnection();
        }
    }
}
