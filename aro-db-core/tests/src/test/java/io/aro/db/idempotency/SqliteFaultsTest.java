package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.transaction.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** Deliveries over a connection with a full or read-only file. */
@BothEngines(Engine.SQLITE)
class SqliteFaultsTest {

    private static final int CUSTOMERS = 500;
    private static final IdempotencyKey ATOMIC = IdempotencyKey.of("atomic", "1");
    private static final IdempotencyKey LEASED = IdempotencyKey.of("leased", "1");

    private final AroDatabase db;
    private final TestDatabase database;

    SqliteFaultsTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void leavesNothingOnAFullDiskAndExecutesWhenThereIsRoomAgain() throws Exception {
        try (Connection connection = connect(new SQLiteConfig());
                AroDatabase full = over(new SingleConnectionDataSource(connection, true))) {
            execute(connection, "PRAGMA max_page_count = 1");

            assertThatThrownBy(() -> fill(full)).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> fillLeased(full)).isInstanceOf(UnavailableException.class);

            assertThat(Rows.count(database, "customers")).isZero();
            assertThat(Rows.query(database, "SELECT key FROM idempotency_keys WHERE source = 'atomic'"))
                    .isEmpty();
            execute(connection, "PRAGMA max_page_count = 1000000");
            assertThat(fill(full)).isEqualTo(new Executed<>(CUSTOMERS));
            database.clock().advance(IdempotencyPolicies.defaults().fallback().lease());
            assertThat(fillLeased(full)).isEqualTo(new Executed<>(CUSTOMERS));
            assertThat(Rows.count(database, "customers")).isEqualTo(2 * CUSTOMERS);
        }
    }

    @Test
    void refusesNewRequestsAndAnswersOldOnesOverConnectionsThatOnlyRead() throws Exception {
        deliver(db, ATOMIC);
        deliverLeased(db, LEASED);
        var before = Rows.dump(database);
        SQLiteConfig reading = new SQLiteConfig();
        reading.setReadOnly(true);
        reading.enforceForeignKeys(true);
        reading.setTransactionMode(TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(reading);
        source.setUrl(database.jdbcUrl());
        AroDatabase readOnly = over(source);

        assertThatThrownBy(() -> deliver(readOnly, IdempotencyKey.of("atomic", "2")))
                .isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> deliverLeased(readOnly, IdempotencyKey.of("leased", "2")))
                .isInstanceOf(UnavailableException.class);
        assertThat(deliver(readOnly, ATOMIC)).isEqualTo(new Replayed<>("done"));
        assertThat(deliverLeased(readOnly, LEASED)).isEqualTo(new Replayed<>("done"));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void refusesNewRequestsAndAnswersOldOnesOverAConnectionThatMayWriteNoLonger() throws Exception {
        deliver(db, ATOMIC);
        deliverLeased(db, LEASED);
        var before = Rows.dump(database);
        try (Connection connection = connect(new SQLiteConfig())) {
            AroDatabase queried = over(new SingleConnectionDataSource(connection, true));
            execute(connection, "PRAGMA query_only = ON");

            assertThatThrownBy(() -> deliver(queried, IdempotencyKey.of("atomic", "2")))
                    .isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> deliverLeased(queried, IdempotencyKey.of("leased", "2")))
                    .isInstanceOf(UnavailableException.class);
            assertThat(deliver(queried, ATOMIC)).isEqualTo(new Replayed<>("done"));
            assertThat(deliverLeased(queried, LEASED)).isEqualTo(new Replayed<>("done"));
        }
        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    private AroDatabase over(DataSource source) {
        return AroDatabase.over(source, HostConfig.of(SQLDialect.SQLITE).withClock(database.clock()));
    }

    private Connection connect(SQLiteConfig config) throws SQLException {
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        return config.createConnection(database.jdbcUrl());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Outcome<String> deliver(AroDatabase to, IdempotencyKey key) {
        return to.idempotency().execute(key, "{}", String.class, tx -> "done");
    }

    private static Outcome<String> deliverLeased(AroDatabase to, IdempotencyKey key) {
        return to.idempotency().<String, RuntimeException>executeLeased(key, "{}", String.class, lease -> "done");
    }

    private static Outcome<Integer> fill(AroDatabase to) {
        return to.idempotency().execute(ATOMIC, "{}", Integer.class, tx -> fill(tx, 0));
    }

    private static Outcome<Integer> fillLeased(AroDatabase to) {
        return to.idempotency()
                .<Integer, RuntimeException>executeLeased(
                        LEASED,
                        "{}",
                        Integer.class,
                        lease -> lease.transactionalStep("fill", Integer.class, tx -> fill(tx, CUSTOMERS)),
                        failure -> FailureAction.retry());
    }

    private static int fill(Transaction tx, int from) {
        for (int i = 0; i < CUSTOMERS; i++) {
            Webhook.customer(tx, from + i);
        }
        return CUSTOMERS;
    }
}
