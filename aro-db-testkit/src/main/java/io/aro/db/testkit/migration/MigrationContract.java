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
 * The contract of every set of migrations, on SQLite, the oldest and the newest PostgreSQL; extend it and name the
 * set.
 */
@BothEngines
public abstract class MigrationContract {

    private static final int MIGRATORS = 6;

    /** Returns the set that is tested. */
    protected abstract MigrationSet migrations();

    /**
     * Returns a statement for each table that inserts a row, by the name of the table, in the order that foreign keys ask
     * for; SQL that both engines take.
     *
     * <p>Tables of the sets that this one builds on may be among them; they are filled first.
     */
    protected abstract Map<String, String> sampleRows();

    /** Returns the sets whose tables the set refers to, in the order in which they are applied; those of aro-db. */
    protected List<MigrationSet> builtOn() {
        return List.of(MigrationSet.aro());
    }

    /**
     * Inserts the rows of other sets that the sample rows refer to, by the builders for example; nothing, unless
     * overridden.
     */
    protected void fill(TestDatabase database) {}

    /** Goes up from nothing, and again, when there is nothing to do. */
    @Test
    void goesUpFromNothing(@Unmigrated TestDatabase database) {
        Migrator migrator = prepared(database).with(migrations());

        MigrationReport report = migrator.migrate();

        assertThat(report.applied()).hasSameSizeAs(scripts(database));
        assertThat(migrator.migrate().applied()).isEmpty();
        migrator.validate();
    }

    /** Goes down by one version from every version and up again, with a row in every table. */
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
                assertThat(script.down()).as("the way back of " + script.name()).isNotBlank();
                Map<String, Long> rowsBefore = tables.counts(before);

                growing.add(script);
                migrator.migrate();
                SchemaSnapshot after = tables.schema();
                tables.fill(after);
                migrator.rollback(script.version() - 1);

                assertThat(tables.schema())
                        .as("the schema after going back by " + script.name())
                        .isEqualTo(before);
                assertThat(tables.counts(before))
                        .as("the rows after going back by " + script.name())
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
     * Ends a migrator early in each script, up and down, and lets the next one go on: a kill after each statement outside a
     * transaction, a failure of each of them, and a kill within each transaction. The schema must be the same in the end as if
     * nothing had been.
     */
    @Test
    void goesOnWhereverItWasKilled(@Unmigrated TestDatabase database) {
        prepared(database);
        SampledTables tables = new SampledTables(database, sampleRows(), builtOn());
        try (GrowingSet growing = new GrowingSet(database.engine())) {
            for (MigrationScript script : scripts(database)) {
                assertThat(script.down()).as("the way back of " + script.name()).isNotBlank();
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

    /** Lets several migrators begin at the same moment: one of them does each migration, and all of them succeed. */
    @Test
    void isAppliedOnceBySeveralMigratorsAtTheSameTime(@Unmigrated TestDatabase database) throws Exception {
        Migrator migrator = prepared(database).with(migrations());

        List<MigrationReport> reports = Racers.race(MIGRATORS, migrator::migrate);

        assertThat(reports.stream().flatMap(report -> report.applied().stream()))
                .hasSameSizeAs(scripts(database));
        migrator.requireCurrent();
    }

    /** Compares the schema on PostgreSQL with that on SQLite, which has to have the same. */
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
