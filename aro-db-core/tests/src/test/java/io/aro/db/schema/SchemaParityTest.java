package io.aro.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.AroDatabaseTest;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.SchemaParity;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Equality of both migration trees and the generated classes. */
@NullMarked
@AroDatabaseTest
class SchemaParityTest {

    /** Flyway creates its table itself, with different types on each engine. */
    private static final String HISTORY = MigrationSet.aro().historyTable();

    /** SQLite has no partitions; the default partition exists on PostgreSQL alone. */
    private static final String PARTITION = "events_default";

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void postgresHasTheTablesOfSqlite(TestDatabase postgres, @TempDir Path directory) {
        SchemaSnapshot onPostgres = SchemaSnapshot.of(postgres.dataSource());

        assertThat(SchemaParity.differences(sqlite(directory).without(HISTORY), onPostgres.without(HISTORY)))
                .isEmpty();
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void postgresHasOnePartitionMore(TestDatabase postgres) {
        SchemaSnapshot onPostgres = SchemaSnapshot.of(postgres.dataSource());

        assertThat(onPostgres.tables())
                .filteredOn(Table::isPartition)
                .extracting(Table::name)
                .containsExactly(PARTITION);
    }

    @Test
    void generatedClassesHaveTheTablesOfSqlite(TestDatabase sqlite) {
        SchemaSnapshot live = SchemaSnapshot.of(sqlite.dataSource()).without(HISTORY);

        assertThat(SchemaParity.differences(GeneratedSchema.without(live), GeneratedSchema.read()))
                .isEmpty();
    }

    private static SchemaSnapshot sqlite(Path directory) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + directory.resolve("aro.db"));
        Migrator.of(source.getUrl()).migrate();
        return SchemaSnapshot.of(source);
    }
}
