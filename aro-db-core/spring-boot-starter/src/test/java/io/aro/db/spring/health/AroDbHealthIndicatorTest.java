package io.aro.db.spring.health;

import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.anIdempotencyKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.migration.MigrationSet;
import io.aro.db.spring.internal.DatabaseReading;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

/** The health of a database in each of its states. */
@BothEngines
class AroDbHealthIndicatorTest {

    private static final int NEWEST =
            MigrationSet.aro().sqliteScripts().getLast().version();

    private static final String NEWER =
            "INSERT INTO aro_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                    + " VALUES (9999, '9999', 'newer', 'SQL', 'V9999__newer.sql', 1, 'test', 1, TRUE)";

    private final TestDatabase database;
    private final GenericApplicationContext context = new GenericApplicationContext();

    AroDbHealthIndicatorTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void reportsEngineSchemaAndWork() {
        AroDatabase db = database.open();
        anIdempotencyKey().parked().insert(db);
        anIdempotencyKey().completed().insert(db);
        aDeadLetter().insert(db.session());
        aDeadLetter().archived().insert(db.session());

        Health health = indicator(db, null, null).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("engine", database.engine().isPostgres() ? "PostgreSQL" : "SQLite")
                .containsEntry("schema", "current")
                .containsEntry("schemaVersion", NEWEST)
                .containsEntry("parkedKeys", 1)
                .containsEntry("deadLetters", 1);
    }

    @Test
    void asksOneStatement() {
        AroDbHealthIndicator indicator = indicator(database.open(), null, null);

        database.assertStatements(1, indicator::health);
    }

    /** The limit is below the number of rows that PostgreSQL expects in an empty table; above it, it sorts all rows. */
    @Test
    void countsInTheOrderOfIndexes() {
        AroDatabase db = database.open();

        database.assertUsesIndexes(() -> DatabaseReading.of(db, 2), "aro_schema_history", "aro_schema_versions");
    }

    @Test
    void staysUpWithABacklogWithoutALimit() {
        AroDatabase db = database.open();
        aDeadLetter().insert(db.session());

        assertThat(indicator(db, null, null).health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isDownAboveALimitOnly() {
        AroDatabase db = database.open();
        aDeadLetter().insert(db.session());
        anIdempotencyKey().parked().insert(db);

        assertThat(indicator(db, 1, 1).health().getStatus()).isEqualTo(Status.UP);
        assertThat(indicator(db, 0, null).health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(indicator(db, null, 0).health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void isDownOnAnOutdatedSchema() throws SQLException {
        AroDatabase db = database.open();
        run(
                "DELETE FROM aro_schema_history WHERE installed_rank = (SELECT max(installed_rank) FROM aro_schema_history)");

        Health health = indicator(db, null, null).health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("schema", "outdated");
    }

    @Test
    void isDownOnANewerSchemaWithoutRoomForThisLibrary() throws SQLException {
        AroDatabase db = database.open();
        run(NEWER, "INSERT INTO aro_schema_versions (version, oldest_library) VALUES (9999, 9999)");

        Health health = indicator(db, null, null).health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("schema", "newer").containsEntry("schemaVersion", 9999);
    }

    @Test
    void isUpOnANewerCompatibleSchema() throws SQLException {
        AroDatabase db = database.open();
        run(NEWER);

        Health health = indicator(db, null, null).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("schema", "compatible");
    }

    @Test
    void isDownIfTheDatabaseIsUnreachable() {
        AroDatabase db = database.open();
        AroDbHealthIndicator indicator = indicator(db, null, null);
        db.close();

        assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void isOutOfServiceWhileTheApplicationStops() {
        AroDbHealthIndicator indicator = indicator(database.open(), null, null);

        indicator.onApplicationEvent(new ContextClosedEvent(context));

        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void ignoresTheEndOfAnotherContext() {
        AroDbHealthIndicator indicator = indicator(database.open(), null, null);

        indicator.onApplicationEvent(new ContextClosedEvent(new GenericApplicationContext()));

        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    private AroDbHealthIndicator indicator(
            AroDatabase db, @Nullable Integer maxDeadLetters, @Nullable Integer maxParked) {
        return new AroDbHealthIndicator(db, new HealthProperties(maxDeadLetters, maxParked), context);
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }
}
