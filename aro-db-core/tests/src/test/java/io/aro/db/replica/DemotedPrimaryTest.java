package io.aro.db.replica;

import static io.aro.db.schema.Tables.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.customer.Customer;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.CleanupReport;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Connections to a server that refuses writes since it is no primary any more. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class DemotedPrimaryTest {

    private static final String READ_ONLY = "25006";
    private static final String LEASE = "SELECT lease_until FROM idempotency_keys";

    private final TestDatabase database;

    DemotedPrimaryTest(TestDatabase database) {
        this.database = database;
    }

    /** A way to write, each through another part of the session. */
    private record Door(String name, Consumer<AroDatabase> write) {}

    @TestFactory
    Stream<DynamicTest> connectsAnewAfterARefusedWrite() {
        return Stream.of(
                        new Door(
                                "a statement",
                                db -> db.session()
                                        .run(dsl -> dsl.deleteFrom(EVENTS)
                                                .where(EVENTS.ID.isNull())
                                                .execute())),
                        new Door("a repository", db -> Given.customer(db, 1)),
                        new Door("a transaction", db -> db.useTransaction(tx -> Webhook.customer(tx, 2))),
                        new Door("a request", db -> Webhook.deliver(db, 3)))
                .map(door -> DynamicTest.dynamicTest(door.name(), () -> connectsAnewAfter(door)));
    }

    private void connectsAnewAfter(Door door) {
        PostgresConfig config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password());
        try (AroDatabase db = AroDatabase.open(config.withPoolSize(1))) {
            // The session behaves like one on a standby. A new session is on the primary.
            db.session().run(dsl -> dsl.execute("SET default_transaction_read_only = on"));

            assertThatThrownBy(() -> door.write().accept(db))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith("The server is read-only");

            door.write().accept(db);
            assertThat(isReadOnly(db)).isFalse();
        }
    }

    /** The reserved connection is opened read-only. It is replaced by the refusal of its first renewal. */
    @Test
    void renewsALeaseAfterARefusedRenewal() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        try (Sessions sessions = Sessions.of(database);
                AroDatabase db = AroDatabase.open(config(call -> {
                    try {
                        return call.proceed();
                    } catch (SQLException e) {
                        if (READ_ONLY.equals(e.getSQLState())) {
                            refusals.incrementAndGet();
                            sessions.write();
                        }
                        throw e;
                    }
                }))) {
            Outcome<String> outcome = service(db)
                    .<String, SQLException>executeLeased(Webhook.key(1), "{}", String.class, lease -> {
                        List<String> before = Rows.query(database, LEASE);
                        sessions.onlyRead();
                        while (!lease.isLost() && Rows.query(database, LEASE).equals(before)) {
                            Thread.onSpinWait();
                        }
                        return lease.isLost() ? "lost" : "held";
                    });

            assertThat(outcome).isEqualTo(new Executed<>("held"));
            assertThat(refusals).hasValue(1);
        }
    }

    @Test
    void cleansUpAfterARefusedCleanUp() throws Exception {
        try (Sessions sessions = Sessions.of(database);
                AroDatabase db = AroDatabase.open(config(JdbcCall::proceed))) {
            sessions.onlyRead();
            assertThatThrownBy(() -> db.idempotency().cleanup())
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith("The server is read-only");
            sessions.write();

            assertThat(db.idempotency().cleanup()).isEqualTo(new CleanupReport(0, 0));
        }
    }

    @Test
    void replacesTheConnectionsOfMaintenanceTogetherWithThePool() throws Exception {
        try (Sessions sessions = Sessions.of(database);
                AroDatabase db = AroDatabase.open(config(JdbcCall::proceed))) {
            Customer ada = Given.customer(db, 1);
            db.session().run(dsl -> dsl.execute("SET default_transaction_read_only = on"));
            sessions.onlyRead();
            db.privacy().export(ada.id());
            sessions.write();
            assertThatThrownBy(() -> Given.customer(db, 2)).isInstanceOf(UnavailableException.class);

            assertThat(db.idempotency().cleanup()).isEqualTo(new CleanupReport(0, 0));
        }
    }

    private PostgresConfig config(JdbcInterceptor interceptor) {
        return PostgresConfig.of(database.jdbcUrl(), database.user(), database.password())
                .withPoolSize(1)
                .withDecorator(interceptor::over);
    }

    private static IdempotencyService service(AroDatabase db) {
        IdempotencyPolicy policy = Webhook.POLICY.withLease(Duration.ofSeconds(6));
        return db.idempotency().withPolicies(IdempotencyPolicies.defaults().withPolicy("calendly", policy));
    }

    private static boolean isReadOnly(AroDatabase db) {
        return db.session()
                .<Boolean>readPrimary(dsl -> "on".equals(dsl.fetchValue("SHOW default_transaction_read_only")));
    }

    /** The default of new sessions of the database, changed by a session of its own. */
    private record Sessions(Connection connection) implements AutoCloseable {

        static Sessions of(TestDatabase database) throws SQLException {
            return new Sessions(database.dataSource().getConnection());
        }

        void onlyRead() throws SQLException {
            change("SET default_transaction_read_only = on");
        }

        void write() throws SQLException {
            change("RESET default_transaction_read_only");
        }

        private void change(String setting) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I " + setting + "', current_database()); END $$");
            }
        }

        @Override
        public void close() throws SQLException {
            write();
            connection.close();
        }
    }
}
