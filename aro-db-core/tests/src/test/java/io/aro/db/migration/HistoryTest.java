package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.migration.internal.session.ConnectionSource;
import io.aro.db.migration.internal.session.MigrationSession;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history of migrations, compared with Flyway's own view. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
class HistoryTest {

    private static final MigrationSet SET = MigrationSet.aro();

    private final TestDatabase database;
    private final Migrator migrator;
    private final Look look;

    HistoryTest(TestDatabase database) {
        this.database = database;
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
        this.look = new Look(database);
    }

    @Test
    void saysOfACurrentDatabaseWhatFlywaySays() {
        try (MigrationSession session = source().openToRead()) {
            FlywayRunner scripts = new FlywayRunner(session, SET);

            assertThat(exactly(session)).contains(scripts.statusByFlyway().migrations());
            assertThat(scripts.status()).isEqualTo(scripts.statusByFlyway());
            assertThat(scripts.status().isCurrent()).isTrue();
        }
    }

    @Test
    void asksTheHistoryOnceWhenTheDatabaseIsCurrent() {
        Statements statements =
                database.counting(() -> Migrator.of(database.dataSource()).requireCurrent());

        assertThat(statements.sql().stream().filter(sql -> sql.contains(SET.historyTable())))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE aro_schema_history SET success = FALSE WHERE installed_rank = 2",
                "UPDATE aro_schema_history SET checksum = checksum + 1 WHERE installed_rank = 2",
                "UPDATE aro_schema_history SET version = '99' WHERE installed_rank = 2",
                "UPDATE aro_schema_history SET installed_rank = 99 WHERE installed_rank = 2",
                "DELETE FROM aro_schema_history WHERE installed_rank = 2",
                "DELETE FROM aro_schema_history WHERE installed_rank = (SELECT max(installed_rank) FROM aro_schema_history)",
                "DELETE FROM aro_schema_history",
                "DROP TABLE aro_schema_history"
            })
    void leavesADatabaseThatIsNotCurrentToFlyway(String damage) {
        look.run(damage);

        try (MigrationSession session = source().openToRead()) {
            assertThat(exactly(session)).isEmpty();
            assertThat(new FlywayRunner(session, SET).statusByFlyway().isCurrent())
                    .isFalse();
        }
        assertThatThrownBy(migrator::requireCurrent).isInstanceOf(SchemaMismatchException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE aro_schema_history SET checksum = NULL WHERE installed_rank = 2",
                "UPDATE aro_schema_history SET description = 'another' WHERE installed_rank = 2",
                "UPDATE aro_schema_history SET script = 'another' WHERE installed_rank = 2",
                "UPDATE aro_schema_history SET type = 'JDBC' WHERE installed_rank = 2"
            })
    void leavesWhatFlywayMayOverlookToFlyway(String difference) {
        look.run(difference);

        try (MigrationSession session = source().openToRead()) {
            assertThat(exactly(session)).isEmpty();
        }
    }

    @Test
    void passesOverTheMarkOfASchemaThatHeldOtherTables() {
        look.run("INSERT INTO aro_schema_history (installed_rank, version, description, type, script, installed_by,"
                + " execution_time, success) VALUES (0, '0', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>',"
                + " 'ada', 0, TRUE)");

        try (MigrationSession session = source().openToRead()) {
            assertThat(exactly(session))
                    .contains(new FlywayRunner(session, SET).statusByFlyway().migrations());
        }
    }

    @BothEngines(Engine.POSTGRES_18)
    void overlooksTheHistoryOfAnotherSchemaOfTheSearchPath() {
        look.run("CREATE SCHEMA aside");
        String separator = database.jdbcUrl().contains("?") ? "&" : "?";
        Migrator aside = Migrator.of(
                database.jdbcUrl() + separator + "currentSchema=aside,public", database.user(), database.password());

        assertThat(aside.status().state()).isEqualTo(State.UNMIGRATED);
    }

    private ConnectionSource source() {
        return ConnectionSource.of(database.jdbcUrl(), database.user(), database.password());
    }

    private static Optional<List<Migration>> exactly(MigrationSession session) {
        return ClasspathScripts.of(SET, session.engine())
                .flatMap(new History(session, SET)::exactly)
                .map(SchemaStatus::migrations);
    }
}
