package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.AsksTheMachine;
import io.aro.db.fixture.Rows;
import io.aro.db.testkit.schema.SchemaSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Databases from one shared set, as in the tests of a run. */
class IsolationTest {

    private static final int USES = 4;

    private static final TestDatabases DATABASES = TestDatabases.create();

    @AfterAll
    static void closesTheDatabases() {
        DATABASES.close();
    }

    @BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
    void databasesThatAreOpenAtTheSameTimeAreApart(Engine engine) throws SQLException {
        try (TestDatabase one = DATABASES.migrated(engine);
                TestDatabase other = DATABASES.migrated(engine)) {
            Rows.execute(one, "INSERT INTO customers (phone) VALUES ('+15550100')");

            assertThat(Rows.count(one, "customers")).isEqualTo(1);
            assertThat(Rows.count(other, "customers")).isZero();
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

        @Test
        void nothingThatIsDoneToADatabaseIsSeenInAnother() throws SQLException {
            SchemaSnapshot schema;
            try (TestDatabase database = DATABASES.migrated(Engine.POSTGRES_18)) {
                schema = SchemaSnapshot.of(database.dataSource());
                Rows.execute(
                        database,
                        "SET session_replication_role = replica; DELETE FROM allowed_transitions;"
                                + " RESET session_replication_role");
                Rows.execute(database, "CREATE TABLE leftover (id integer)");
            }

            for (int use = 0; use < USES; use++) {
                try (TestDatabase database = DATABASES.migrated(Engine.POSTGRES_18)) {
                    assertThat(SchemaSnapshot.of(database.dataSource())).isEqualTo(schema);
                    assertThat(Rows.count(database, "allowed_transitions")).isEqualTo(16);
                }
            }
        }

        @Test
        @Timeout(60)
        void aConnectionThatATestHasLeftOpenIsClosed() throws SQLException {
            Connection leaked;
            try (TestDatabase database = DATABASES.migrated(Engine.POSTGRES_18)) {
                leaked = database.dataSource().getConnection();
                leaked.setAutoCommit(false);
                leaked.createStatement().execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");
            }

            while (leaked.isValid(1)) {
                Thread.onSpinWait();
            }
        }

        @Test
        @AsksTheMachine
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
}
