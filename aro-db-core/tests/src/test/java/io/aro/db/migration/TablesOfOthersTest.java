package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of an application, with disabled rules and dangling references, beside the tables of aro-db. */
@BothEngines
class TablesOfOthersTest {

    private static final List<String> TABLES = List.of(
            "CREATE TABLE shop_items (id INTEGER PRIMARY KEY)",
            "CREATE TABLE shop_orders (id INTEGER PRIMARY KEY, item INTEGER)");
    private static final List<String> ON_SQLITE = List.of(
            "CREATE TABLE shop_parts (id INTEGER PRIMARY KEY, item INTEGER REFERENCES shop_items (id))",
            "INSERT INTO shop_parts VALUES (1, 7)");
    private static final List<String> ON_POSTGRESQL = List.of(
            "INSERT INTO shop_orders VALUES (1, 7)",
            "ALTER TABLE shop_orders ADD CONSTRAINT fk_item FOREIGN KEY (item) REFERENCES shop_items (id) NOT VALID",
            "CREATE FUNCTION shop_rule() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER shop_trigger BEFORE UPDATE ON shop_orders FOR EACH ROW EXECUTE FUNCTION shop_rule()",
            "ALTER TABLE shop_orders ENABLE REPLICA TRIGGER shop_trigger");

    private final TestDatabase database;
    private final Migrator migrator;

    TablesOfOthersTest(TestDatabase database) {
        this.database = database;
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
    }

    @Test
    void theyAreNotJudged() throws SQLException {
        // A connection of DriverManager has SQLite's foreign keys disabled.
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String sql : TABLES) {
                statement.execute(sql);
            }
            for (String sql : database.engine().isPostgres() ? ON_POSTGRESQL : ON_SQLITE) {
                statement.execute(sql);
            }
        }

        assertThatCode(migrator::validate).doesNotThrowAnyException();
        assertThatCode(migrator::requireSound).doesNotThrowAnyException();
    }

    @Test
    void mayHaveTheNameThatAnyMigrationToolWouldTake() {
        Look look = new Look(database);
        look.run(List.of(
                "CREATE TABLE schema_versions (id varchar(20) PRIMARY KEY)",
                "INSERT INTO schema_versions VALUES ('shop-7')"));

        assertThat(migrator.status().isCurrent()).isTrue();
        migrator.rollback(0);
        assertThat(migrator.status().state()).isEqualTo(SchemaStatus.State.UNMIGRATED);
        migrator.migrate();

        assertThatCode(migrator::validate).doesNotThrowAnyException();
        assertThat(look.texts("SELECT id FROM schema_versions")).containsExactly("shop-7");
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void ourOwnAreJudged() {
        new Look(database).run(List.of("ALTER TABLE consents DISABLE TRIGGER ALL"));

        assertThatExceptionOfType(SchemaMismatchException.class)
                .isThrownBy(migrator::requireSound)
                .withMessageContaining("consents");
    }
}
