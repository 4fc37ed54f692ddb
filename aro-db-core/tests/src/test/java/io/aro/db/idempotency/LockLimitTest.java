package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.customer.Customer;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An endless lock on the rows of a request or a write: a row on PostgreSQL, the file on SQLite. */
@BothEngines
@Timeout(120)
class LockLimitTest {

    private static final IdempotencyKey KEY = key(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    /** More than the connections of the pool. */
    private static final int WAITING = 4;

    private final TestDatabase database;

    LockLimitTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void refusesAWriteThatWaitsForALockAndChangesNothing() throws Exception {
        try (AroDatabase db = open(PatientConfig.limits().withLock(SOON))) {
            Customer ada = Given.customer(db, 1);

            refusesWhileHeld("customers", () -> db.customers().incrementNoShowCount(ada.id()));
            refusesWhileHeld(
                    "customers", () -> db.useTransaction(tx -> tx.customers().incrementNoShowCount(ada.id())));

            db.customers().incrementNoShowCount(ada.id());
            assertThat(db.customers().getById(ada.id()).noShowCount()).isEqualTo(1);
        }
    }

    /** Without a limit a single stuck lock would hold every connection of the pool. */
    @Test
    void leavesNoConnectionToAStuckLock() throws Exception {
        try (AroDatabase db = open(PatientConfig.limits().withLock(SOON));
                Crew crew = Crew.of(WAITING);
                Connection stuck = database.dataSource().getConnection()) {
            Customer ada = Given.customer(db, 1);
            hold(stuck, "customers");

            Crew.Results<Customer> results = crew.together(member -> {
                db.customers().incrementNoShowCount(ada.id());
                return ada;
            });

            assertThat(results.values()).isEmpty();
            assertThat(results.failures()).hasSize(WAITING).hasOnlyElementsOfType(ContentionException.class);
            assertThat(db.customers().findByPhone(Given.phone(1))).contains(ada);
            stuck.rollback();
        }
    }

    @Test
    void refusesARequestWhoseHandlerWaitsForALock() throws Exception {
        try (AroDatabase db = open(PatientConfig.limits().withRequest(SOON))) {
            Customer ada = Given.customer(db, 1);

            refusesWhileHeld("customers", () -> increment(db, ada));
            assertThat(Rows.count(database, "idempotency_keys")).isZero();

            assertThat(increment(db, ada)).isInstanceOf(Executed.class);
            assertThat(db.customers().getById(ada.id()).noShowCount()).isEqualTo(1);
        }
    }

    @Test
    void refusesARequestWhoseKeyIsHeld() throws Exception {
        try (AroDatabase db = open(PatientConfig.limits().withRequest(SOON))) {
            db.idempotency().checkAndLock(KEY, Duration.ofDays(1));
            Rows.execute(database, "UPDATE idempotency_keys SET lease_until = claimed_at");

            refusesWhileHeld("idempotency_keys", () -> Deliveries.execute(db, KEY, "not reached"));
            refusesWhileHeld("idempotency_keys", () -> lease(db, KEY, "not reached"));
            refusesWhileHeld("idempotency_keys", () -> db.idempotency().checkAndLock(KEY, Duration.ofDays(1)));

            assertThat(Deliveries.execute(db, KEY, "done")).isEqualTo(new Executed<>("done"));
        }
    }

    private static Outcome<String> increment(AroDatabase db, Customer customer) {
        return service(db).execute(KEY, BODY, String.class, tx -> {
            tx.customers().incrementNoShowCount(customer.id());
            return "done";
        });
    }

    private AroDatabase open(TimeLimits limits) {
        AroDatabaseConfig config = AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password());
        return AroDatabase.open(
                switch (config.withTimeLimits(limits)) {
                    case SqliteConfig sqlite -> sqlite;
                    case PostgresConfig postgres -> postgres.withPoolSize(WAITING - 1);
                });
    }

    private void refusesWhileHeld(String table, ThrowingCallable call) throws SQLException {
        Map<String, List<String>> before = Rows.dump(database);
        try (Connection stuck = database.dataSource().getConnection()) {
            hold(stuck, table);

            assertThatThrownBy(call)
                    .isInstanceOf(ContentionException.class)
                    .asInstanceOf(InstanceOfAssertFactories.type(AroDatabaseException.class))
                    .returns(true, AroDatabaseException::isRetryable);

            stuck.rollback();
        }
        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    private void hold(Connection connection, String table) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    database.engine().isPostgres()
                            ? "SELECT 1 FROM " + table + " FOR UPDATE"
                            : "DELETE FROM " + table + " WHERE 1 = 0");
        }
    }
}
