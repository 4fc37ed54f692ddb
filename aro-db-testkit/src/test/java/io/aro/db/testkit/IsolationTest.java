package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.testkit.schema.SchemaSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares one set of databases, which is what the tests of a run do. */
class IsolationTest {

    private static final int USES = 8;

    /** Three times the deepest queue: those made ahead are given out before one that comes back. */
    private static final int USES_BEYOND_THE_QUEUE = 24;

    private static final TestDatabases DATABASES = TestDatabases.create();

    @AfterAll
    static void closesTheDatabases() {
        DATABASES.close();
    }

    @BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
    void databasesThatAreOpenAtTheSameTimeAreApart(Engine engine) throws SQLException {
        try (TestDatabase one = DATABASES.migrated(engine);
                TestDatabase other = DATABASES.migrated(engine)) {
            execute(one, "INSERT INTO customers (phone) VALUES ('+15550100')");

            assertThat(count(one, "customers")).isEqualTo(1);
            assertThat(count(other, "customers")).isZero();
        }
    }

    @BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
    void anEmptyDatabaseHasNoTables(Engine engine) {
        try (TestDatabase empty = DATABASES.empty(engine)) {
            assertThat(SchemaSnapshot.of(empty.dataSource()).tables()).isEmpty();
        }
    }

    @Nested
    @BothEngines(Engine.POSTGRES_18)
    class OnAServer {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "INSERT INTO customers (phone) VALUES ('+15550100')",
                    "DELETE FROM allowed_transitions",
                    "INSERT INTO allowed_transitions VALUES ('cancelled', 'confirmed')",
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
        void nothingThatIsDoneToADatabaseIsSeenInAnother(String damage) throws SQLException {
            SchemaSnapshot schema;
            try (TestDatabase database = DATABASES.migrated(Engine.POSTGRES_18)) {
                schema = SchemaSnapshot.of(database.dataSource());
                execute(database, damage);
            }

            for (int use = 0; use < USES / 2; use++) {
                try (TestDatabase database = DATABASES.migrated(Engine.POSTGRES_18)) {
                    assertThat(SchemaSnapshot.of(database.dataSource())).isEqualTo(schema);
                    assertThat(count(database, "customers")).isZero();
                    assertThat(count(database, "allowed_transitions")).isEqualTo(16);
                    assertThat(count(database, "pg_statistic WHERE starelid = 'customers'::regclass"))
                            .isZero();
                    assertThat(count(database, "pg_namespace WHERE nspname = 'leftover'"))
                            .isZero();
                }
            }
        }

        @Test
        void aDatabaseIsUsedAgainOnceItsRowsAreDeleted() throws SQLException {
            Set<String> urls = new HashSet<>();
            for (int use = 0; use < USES_BEYOND_THE_QUEUE; use++) {
                try (TestDatabase database = DATABASES.migrated(Engine.POSTGRES_18)) {
                    execute(database, "INSERT INTO customers (phone) VALUES ('+15550100')");
                    urls.add(database.jdbcUrl());
                }
            }

            assertThat(urls).hasSizeLessThan(USES_BEYOND_THE_QUEUE);
        }

        @Test
        void aConnectionThatATestHasLeftOpenIsClosed() throws SQLException {
            Connection leaked;
            try (TestDatabase database = DATABASES.migrated(Engine.POSTGRES_18)) {
                leaked = database.dataSource().getConnection();
                leaked.setAutoCommit(false);
                leaked.createStatement().execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");
            }

            for (int use = 0; use < USES; use++) {
                try (TestDatabase next = DATABASES.migrated(Engine.POSTGRES_18)) {
                    assertThat(count(next, "customers")).isZero();
                }
            }
            assertThat(leaked.isValid(1)).isFalse();
        }

        @Test
        void sessionsComeWithTheZoneOfTheProcessAndACollationThatIsNotByteOrder() throws SQLException {
            try (TestDatabase database = DATABASES.migrated(Engine.POSTGRES_18);
                    Connection connection = database.dataSource().getConnection();
                    ResultSet row = connection
                            .createStatement()
                            .executeQuery("SELECT 'a' < 'B', reset_val FROM pg_settings WHERE name = 'TimeZone'")) {
                row.next();
                assertThat(row.getBoolean(1))
                        .as("'a' < 'B', as in a dictionary")
                        .isTrue();
                assertThat(row.getString(2)).isEqualTo(ZoneId.systemDefault().getId());
            }
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(TestDatabase database, String from) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM " + from)) {
            row.next();
            return row.getInt(1);
        }
    }
}
