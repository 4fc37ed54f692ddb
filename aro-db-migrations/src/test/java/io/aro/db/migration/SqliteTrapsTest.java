package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.MigrationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.internal.session.ConnectionSource;
import io.aro.db.migration.internal.session.MigrationSession;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTrapsTest {

    private static final String PARENT_AND_CHILD = """
            CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE child (
              id INTEGER PRIMARY KEY,
              parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE
            );
            INSERT INTO parent VALUES (1, 'one; with a semicolon'), (2, 'two');
            INSERT INTO child VALUES (10, 1), (11, 1), (20, 2);
            """;

    @TempDir
    Path directory;

    private SqliteProbe probe;
    private ScratchSet scratch;
    private Migrator migrator;

    @BeforeEach
    void name() {
        probe = new SqliteProbe(directory.resolve("aro.db"));
        scratch = new ScratchSet(directory.resolve("scripts"));
        migrator = Migrator.of(probe.url()).with(scratch.set());
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    @Test
    void rebuildingATableKeepsItsChildren() {
        scratch.up("V1__tables.sql", PARENT_AND_CHILD).up("V2__rebuild.sql", """
                        CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                        INSERT INTO new_parent SELECT id, name FROM parent;
                        DROP TABLE parent;
                        ALTER TABLE new_parent RENAME TO parent;
                        """);

        migrator.migrate();

        assertThat(probe.texts("SELECT id FROM child ORDER BY id")).containsExactly("10", "11", "20");
        probe.run("DELETE FROM parent WHERE id = 1");
        assertThat(probe.texts("SELECT id FROM child ORDER BY id")).containsExactly("20");
    }

    @Test
    void scriptThatOrphansRowsIsRolledBack() {
        scratch.up("V1__tables.sql", PARENT_AND_CHILD).up("V2__careless.sql", "DELETE FROM parent WHERE id = 1;");

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessage("V2__careless.sql would leave rows of child without a parent and was rolled back; correct"
                        + " the script.");

        assertThat(probe.texts("SELECT id FROM parent ORDER BY id")).containsExactly("1", "2");
        assertThat(migrator.status().version()).isEqualTo(1);
    }

    @Test
    void orphansOfEarlierDaysStopNoMigration() {
        scratch.up("V1__tables.sql", PARENT_AND_CHILD);
        migrator.migrate();
        orphanTheChildrenOfOne();
        scratch.up("V2__harmless.sql", "CREATE TABLE harmless (id INTEGER);");

        migrator.migrate();

        assertThat(probe.tables()).contains("harmless");
        assertThatThrownBy(migrator::validate)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(
                        "The schema is current, but 2 rows of child have no parent row; repair the database or restore a backup.");
    }

    private void orphanTheChildrenOfOne() {
        try (MigrationSession session =
                ConnectionSource.of(probe.url(), null, null).open()) {
            session.execute("DELETE FROM parent WHERE id = 1");
        }
    }

    @Test
    void failingScriptLeavesNothingBehind() {
        scratch.up("V1__broken.sql", "CREATE TABLE half (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n");

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("V1__broken.sql failed at line 2 and was rolled back: ")
                .hasMessageContaining("no such table: nowhere");

        assertThat(probe.tables()).doesNotContain("half");
        scratch.up("V1__broken.sql", "CREATE TABLE half (id INTEGER);");
        assertThat(migrator.migrate().toVersion()).isEqualTo(1);
    }

    @Test
    void failureQuotesNoValueOfARow() {
        scratch.up("V1__duplicate.sql", """
                CREATE TABLE customers (phone TEXT UNIQUE);
                INSERT INTO customers VALUES ('+15551234567'), ('+15551234567');
                """);

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("customers.phone")
                .hasMessageNotContaining("5551234567");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hostApplicationWithItsOwnHistoryWorksInEitherOrder(boolean hostComesFirst) {
        scratch.up("V1__host.sql", "CREATE TABLE host_orders (id INTEGER);");
        Flyway host = Flyway.configure()
                .dataSource(probe.url(), null, null)
                .locations("classpath:db/scratch/sqlite")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();

        if (hostComesFirst) {
            host.migrate();
        }
        Migrator.of(probe.url()).migrate();
        if (!hostComesFirst) {
            host.migrate();
        }

        assertThat(probe.texts("SELECT version FROM flyway_schema_history WHERE type = 'SQL'"))
                .containsExactly("1");
        assertThat(probe.tables()).contains("host_orders", "customers", "appointments");
        host.validate();
        Migrator.of(probe.url()).requireCurrent();
        Migrator.of(probe.url()).rollback(0);
        assertThat(probe.tables()).contains("host_orders").doesNotContain("customers");
        host.validate();
    }

    @Test
    void twoSetsInOneFileDoNotSeeEachOther() {
        scratch.up("V1__service.sql", "CREATE TABLE service_notes (id INTEGER);");
        Migrator ours = Migrator.of(probe.url());

        ours.migrate();
        migrator.migrate();
        ours.rollback(0);

        migrator.requireCurrent();
        assertThat(probe.tables()).contains("service_notes");
    }

    @Test
    void freshFileKeepsAWriteAheadLog() {
        scratch.up("V1__first.sql", "CREATE TABLE first (id INTEGER);");

        migrator.migrate();

        assertThat(probe.text("PRAGMA journal_mode")).isEqualTo("wal");
    }
}
