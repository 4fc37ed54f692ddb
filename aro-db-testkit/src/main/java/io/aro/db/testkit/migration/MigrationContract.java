package io.aro.db.testkit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.MigrationReport;
import io.aro.db.migration.MigrationScript;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import io.aro.db.testkit.schema.SchemaParity;
import io.aro.db.testkit.schema.SchemaSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

/**
 * The test contract of a migration set, on SQLite and on the oldest and newest PostgreSQL. Extend it and name
 * the set.
 */
@BothEngines
public abstract class MigrationContract {

    private static final int MIGRATORS = 6;

    /** Returns the set under test. */
    protected abstract MigrationSet migrations();

    /**
     * Returns an insert statement for each table, keyed by table name and ordered by foreign keys. The SQL
     * must run on both engines.
     *
     * <p>Tables of the sets in {@link #builtOn} may be included; they are filled first.
     */
    protected abstract Map<String, String> sampleRows();

    /**
     * Returns the sets referenced by the tables of the set, in order of application. The default is the set
     * of aro-db.
     */
    protected List<MigrationSet> builtOn() {
        return List.of(MigrationSet.aro());
    }

    /**
     * Inserts the rows of other sets referenced by the sample rows, for example with the builders. Does
     * nothing by default.
     */
    protected void fill(TestDatabase database) {}

    /** Migrates an empty database, and again without pending migrations. */
    @Test
    void goesUpFromNothing(@Unmigrated TestDatabase database) {
        Migrator migrator = prepared(database).with(migrations());

        MigrationReport report = migrator.migrate();

        assertThat(report.applied()).hasSameSizeAs(scripts(database));
        assertThat(migrator.migrate().applied()).isEmpty();
        migrator.validate();
    }

    /** Undoes and repeats every migration, with a row in every table. */
    @Test
    void goesUpDownAndUpWithARowInEveryTable(@Unmigrated TestDatabase database) {
        Migrator whole = prepared(database);
        fill(database);
        SampledTables tables = new SampledTables(database, sampleRows(), builtOn());
        SchemaSnapshot before = tables.schema();
        tables.fill(before);
        try (GrowingSet growing = new GrowingSet(database.engine())) {
            Migrator migrator = whole.with(growing.set());
            for (MigrationScript script : scripts(database)) {
                assertThat(script.down())
                        .as("the down script of " + script.name())
                        .isNotBlank();
                Map<String, Long> rowsBefore = tables.counts(before);

                growing.add(script);
                migrator.migrate();
                SchemaSnapshot after = tables.schema();
                tables.fill(after);
                migrator.rollback(script.version() - 1);

                assertThat(tables.schema())
                        .as("the schema after the rollback of " + script.name())
                        .isEqualTo(before);
                assertThat(tables.counts(before))
                        .as("the rows after the rollback of " + script.name())
                        .isEqualTo(rowsBefore);
                migrator.migrate();
                assertThat(tables.schema())
                        .as("the schema after " + script.name() + " again")
                        .isEqualTo(after);
                tables.fill(after);
                migrator.validate();
                before = after;
            }
        }
    }

    /**
     * Interrupts a migrator in each script, up and down, and resumes with the next migrator.
     *
     * <p>Covers a kill and a failure of each statement outside a transaction, and a kill within each
     * transaction. The final schema must equal the schema of an uninterrupted run.
     */
    @Test
    void goesOnWhereverItWasKilled(@Unmigrated TestDatabase database) {
        prepared(database);
        SampledTables tables = new SampledTables(database, sampleRows(), builtOn());
        try (GrowingSet growing = new GrowingSet(database.engine())) {
            for (MigrationScript script : scripts(database)) {
                assertThat(script.down())
                        .as("the down script of " + script.name())
                        .isNotBlank();
                growing.add(script);
                InterruptedMigrator migrator = new InterruptedMigrator(
                        database, growing.set(), tables::schema, script.name(), script.version() - 1);
                if (script.equals(scripts(database).getFirst())) {
                    migrator.makeHistory();
                }
                migrator.goUpAndDown();
            }
        }
    }

    /** Starts several migrators at the same moment. Each migration is applied once, and all migrators succeed. */
    @Test
    void isAppliedOnceBySeveralMigratorsAtTheSameTime(@Unmigrated TestDatabase database) throws Exception {
        Migrator migrator = prepared(database).with(migrations());

        List<MigrationReport> reports = Racers.race(MIGRATORS, migrator::migrate);

        assertThat(reports.stream().flatMap(report -> report.applied().stream()))
                .hasSameSizeAs(scripts(database));
        migrator.requireCurrent();
    }

    /** Compares the schemas of PostgreSQL and SQLite, which must match. */
    @Test
    void makesTheSameSchemaOnBothEngines(@Unmigrated TestDatabase database) throws IOException {
        prepared(database).with(migrations()).migrate();
        SchemaSnapshot here = SchemaSnapshot.of(database.dataSource());
        Path file = Files.createTempFile("aro-db-parity", ".db");
        try {
            SQLiteDataSource sqlite = new SQLiteDataSource();
            sqlite.setUrl("jdbc:sqlite:" + file);
            Migrator other = Migrator.of(sqlite.getUrl());
            builtOn().forEach(set -> other.with(set).migrate());
            other.with(migrations()).migrate();

            assertThat(SchemaParity.differences(withoutHistories(here), withoutHistories(SchemaSnapshot.of(sqlite))))
                    .isEmpty();
        } finally {
            Files.delete(file);
            Files.deleteIfExists(Path.of(file + ".migrate.lock"));
        }
    }

    private SchemaSnapshot withoutHistories(SchemaSnapshot schema) {
        SchemaSnapshot rest = schema.without(migrations().historyTable());
        for (MigrationSet set : builtOn()) {
            rest = rest.without(set.historyTable());
        }
        return rest;
    }

    private Migrator prepared(TestDatabase database) {
        Migrator migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
        builtOn().forEach(set -> migrator.with(set).migrate());
        return migrator;
    }

    private List<MigrationScript> scripts(TestDatabase database) {
        Engine engine = database.engine();
        return engine.isPostgres()
                ? migrations().postgresqlScripts()
                : migrations().sqliteScripts();
    }
}
