package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@BothEngines
@ServiceMigrations(root = "db/notebook", historyTable = "notebook_schema_history")
class ServiceMigrationsTest {

    @Test
    void addTheTablesOfAServiceToThoseOfTheLibrary(TestDatabase database) {
        assertThat(SchemaSnapshot.of(database.dataSource()).tables())
                .extracting(Table::name)
                .contains("notebook_pages", "notebook_schema_history", "customers", "aro_schema_history");
    }

    @Nested
    class NestedClasses {

        @Test
        void haveThemToo(TestDatabase database) {
            assertThat(SchemaSnapshot.of(database.dataSource()).tables())
                    .extracting(Table::name)
                    .contains("notebook_pages");
        }
    }

    @Test
    void areNotInTheDatabasesOfOthers(Engine engine) {
        MigrationSet notebook = new MigrationSet("db/notebook", "notebook_schema_history");
        try (TestDatabases databases = TestDatabases.create();
                TestDatabase with = databases.create(DatabaseSpec.of(engine).with(notebook));
                TestDatabase without = databases.migrated(engine)) {
            assertThat(SchemaSnapshot.of(with.dataSource()).tables())
                    .hasSizeGreaterThan(
                            SchemaSnapshot.of(without.dataSource()).tables().size());
        }
    }

    @Test
    void sayWhichFolderIsMissing(Engine engine) {
        MigrationSet nowhere = new MigrationSet("db/nowhere", "nowhere_schema_history");
        try (TestDatabases databases = TestDatabases.create()) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> databases.create(DatabaseSpec.of(engine).with(nowhere)))
                    .withMessageContaining("db/nowhere/");
        }
    }
}
