package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Given;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opening of PostgreSQL databases, with the refusals and their messages. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class PostgresOpeningTest {

    private static final String SECRET = "hunter2";

    private final TestDatabase database;

    PostgresOpeningTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void refusesDatabaseWithoutSchemaAndSaysToMigrate(@Unmigrated TestDatabase empty) {
        refuses(() -> AroDatabase.open(Opened.by(empty)))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage("The database has no schema yet (aro_schema_history); run the command aro-db migrate"
                        + " first.");
    }

    @Test
    void migratesWhenToldTo(@Unmigrated TestDatabase empty) {
        PostgresConfig config = PostgresConfig.of(empty.jdbcUrl(), empty.user(), empty.password());

        try (AroDatabase db = AroDatabase.open(config.withMigration())) {
            assertThat(db.customers().findByPhone("+15550001")).isEmpty();
        }
        AroDatabase.open(config).close();
    }

    @Test
    void refusesOutdatedSchemaAndSaysToMigrate() {
        Migrator migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
        int latest = migrator.status().latestVersion();
        migrator.rollback(latest - 1);

        refuses(() -> AroDatabase.open(Opened.by(database)))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(String.format(
                                Locale.ROOT,
                                "The schema (aro_schema_history) is at version %s and this library needs version %s; run the",
                                latest - 1,
                                latest)
                        + " command aro-db migrate.");
    }

    @Test
    void refusesSchemaThatIsNewerThanTheLibrary() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            Opened.asByNewerLibrary(statement);
        }

        refuses(() -> AroDatabase.open(Opened.by(database)))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageMatching("The schema \\(aro_schema_history\\) is at version 999 and supports only libraries"
                        + " from version 999 on, not version \\d+ of this library; upgrade the library\\.");
    }

    @Test
    void refusesDatabaseThatIsNotThere() {
        String url = database.jdbcUrl().replaceFirst("/[^/?]*(\\?.*)?$", "/no_such_database");

        refuses(() -> AroDatabase.postgres(url, database.user(), database.password()))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("The server has no database of that name; create it or correct the URL.");
    }

    @Test
    void refusesServerThatDoesNotAnswer() throws IOException {
        String url = String.format(Locale.ROOT, "jdbc:postgresql://localhost:%s/aro", closedPort());

        refuses(() -> AroDatabase.postgres(url, "aro", SECRET))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("The database server cannot be reached or is not ready; check the host, the port and the"
                        + " server's log.");
    }

    @Test
    void opensWithoutItsReplicaAndEndsAllThreadsAtClose() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        PostgresConfig config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password())
                .withConnectionTimeout(Duration.ofMillis(250))
                .withReplica(String.format(Locale.ROOT, "jdbc:postgresql://localhost:%s/aro", closedPort()));

        try (AroDatabase db = AroDatabase.open(config)) {
            assertThat(db.customers().findByPhone("+15550001")).isEmpty();
        }

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().startsWith("aro-db-postgres")) {
                assertThat(thread.join(Duration.ofMinutes(1)))
                        .as(thread.getName())
                        .isTrue();
            }
        }
    }

    @Test
    void refusesAnotherDatabaseAsReplica(@Unmigrated TestDatabase other) {
        PostgresConfig config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password());

        refuses(() -> AroDatabase.open(config.withReplica(other.jdbcUrl())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("another cluster or another database");
    }

    @Test
    void refusesAReplicaThatRefusesTheLogin() {
        PostgresConfig config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password());
        String url = database.jdbcUrl().replaceFirst("/[^/?]*(\\?.*)?$", "/no_such_database");

        refuses(() -> AroDatabase.open(config.withReplica(url)))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("The server has no database of that name; create it or correct the URL.");
    }

    @Test
    void readsFromThePrimaryInPlaceOfAReplica() {
        PostgresConfig config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password());

        try (AroDatabase db = AroDatabase.open(config.withReplica(database.jdbcUrl()))) {
            UUID ada = Given.customer(db, 1).id();

            assertThat(db.readingAfter(db.writePosition()).customers().findById(ada))
                    .isPresent();
            assertThat(db.writePosition()).isNotEqualTo(WritePosition.NONE);
        }
    }

    @Test
    void refusesWrongPassword() throws Exception {
        try (PasswordRole role = PasswordRole.create(database)) {
            refuses(() -> AroDatabase.postgres(database.jdbcUrl(), role.name(), SECRET))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("The server refused the user or its password; check the credentials.");
        }
    }

    @Test
    void refusesUserThatIsNotThere() {
        refuses(() -> AroDatabase.postgres(database.jdbcUrl(), "no_such_role", SECRET))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("The server refused the user or its password; check the credentials.");
    }

    @Test
    void refusesUrlThatTheDriverCannotRead() {
        refuses(() -> AroDatabase.postgres("jdbc:postgresql://localhost:port/aro", "aro", SECRET))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The URL cannot be read; use the form jdbc:postgresql://host:5432/database.");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refuses(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOf(AroDatabaseException.class)
                .satisfies(
                        refusal -> assertThat(Throwables.getStackTrace(refusal)).doesNotContain(SECRET));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
