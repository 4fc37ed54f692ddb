package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Rows;
import io.aro.db.testkit.internal.run.Memoized;
import io.aro.db.testkit.schema.SchemaSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run on an external server, with used databases reset instead of cloned. */
@BothEngines(Engine.POSTGRES_18)
class ReusedDatabaseTest {

    private static final int USES = 4;

    /** Three times the deepest queue: prefetched databases come before returned databases. */
    private static final int USES_BEYOND_THE_QUEUE = 24;

    private static final TestDatabases SERVER = TestDatabases.create();
    private static final Memoized<Engine, TestDatabases> RUNS = new Memoized<>(ReusedDatabaseTest::enter);

    private final TestDatabases run = RUNS.get(Engine.POSTGRES_18);

    private static TestDatabases enter(Engine engine) {
        TestDatabase database = SERVER.empty(engine);
        return new TestDatabases(GivenSettings.of(
                Map.of("aro.test.postgres.url.18", database.jdbcUrl() + "?user=" + database.user()), Map.of()));
    }

    @AfterAll
    static void stopsTheServer() {
        RUNS.forEach(TestDatabases::close);
        SERVER.close();
    }

    @Test
    void isUsedAgainOnceItsRowsAreDeleted() throws SQLException {
        Set<String> urls = new HashSet<>();
        for (int use = 0; use < USES_BEYOND_THE_QUEUE; use++) {
            try (TestDatabase database = run.migrated(Engine.POSTGRES_18)) {
                assertThat(Rows.count(database, "customers")).isZero();
                Rows.execute(database, "INSERT INTO customers (phone) VALUES ('+15550100')");
                urls.add(database.jdbcUrl());
            }
        }

        assertThat(urls).hasSizeLessThan(USES_BEYOND_THE_QUEUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO customers (phone) VALUES ('+15550100')",
                "SET session_replication_role = replica; DELETE FROM allowed_transitions",
                "SET session_replication_role = replica; INSERT INTO allowed_transitions VALUES ('cancelled', 'confirmed')",
                "CREATE TABLE leftover (id integer)",
                "CREATE SCHEMA leftover",
                "CREATE FUNCTION leftover() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                "DROP INDEX idx_customer_risk",
                "ALTER TABLE customers DROP CONSTRAINT ck_customers_phone",
                "ALTER TABLE customers ALTER COLUMN name SET DEFAULT 'nobody'",
                "ALTER TYPE appointment_status ADD VALUE 'lost'",
                "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "TRUNCATE events",
                "ANALYZE customers"
            })
    void showsNothingThatWasDoneToItBefore(String damage) throws SQLException {
        SchemaSnapshot schema;
        try (TestDatabase database = run.migrated(Engine.POSTGRES_18)) {
            schema = SchemaSnapshot.of(database.dataSource());
            Rows.execute(database, damage);
        }

        for (int use = 0; use < USES; use++) {
            try (TestDatabase database = run.migrated(Engine.POSTGRES_18)) {
                assertThat(SchemaSnapshot.of(database.dataSource())).isEqualTo(schema);
                assertThat(Rows.count(database, "customers")).isZero();
                assertThat(Rows.count(database, "allowed_transitions")).isEqualTo(16);
                assertThat(Rows.count(database, "pg_statistic WHERE starelid = 'customers'::regclass"))
                        .isZero();
                assertThat(Rows.count(database, "pg_namespace WHERE nspname = 'leftover'"))
                        .isZero();
            }
        }
    }

    @Test
    @Timeout(60)
    void isTakenFromAConnectionThatATestHasLeftOpen() throws SQLException {
        Connection leaked;
        try (TestDatabase database = run.migrated(Engine.POSTGRES_18)) {
            leaked = database.dataSource().getConnection();
            leaked.setAutoCommit(false);
            leaked.createStatement().execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");
        }

        while (leaked.isValid(1)) {
            Thread.onSpinWait();
        }
        for (int use = 0; use < USES; use++) {
            try (TestDatabase next = run.migrated(Engine.POSTGRES_18)) {
                assertThat(Rows.count(next, "customers")).isZero();
            }
        }
    }
}
