package io.aro.db.testkit.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.aro.db.AroDatabase;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks of every builder and trait, found by reflection, and of every table in the live schema. */
@BothEngines
class BuilderLintTest {

    /** Tables not written by services: rows of migrations and their history, and records of triggers and runs. */
    private static final Set<String> NOT_WRITTEN_BY_SERVICES = Set.of(
            "allowed_transitions",
            "aro_schema_history",
            "archive_segments",
            "aro_schema_versions",
            "erasure_secrets",
            "former_belongings");

    private final TestDatabase database;
    private final AroDatabase db;
    private final Set<String> tables;

    BuilderLintTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
        this.tables = tables(database);
    }

    @TestFactory
    Stream<DynamicTest> everyBuilderAndEachOfItsTraitsYieldsAValidRow() {
        return factories()
                .flatMap(factory -> Stream.concat(
                        Stream.of(new Trait(factory, null)),
                        traits(factory.getReturnType()).map(trait -> new Trait(factory, trait))))
                .map(trait -> dynamicTest(trait.toString(), () -> assertValid(trait)));
    }

    private void assertValid(Trait trait) throws Exception {
        try (TestDatabase own = database.sibling()) {
            Object row = trait.builder().insert(own.open());

            assertThat(row).isNotNull();
            assertThat(filledTables(own)).isNotEmpty();
            Migrator.of(own.jdbcUrl(), own.user(), own.password()).validate();
        }
    }

    @Test
    void everyTableHasABuilderThatWritesToIt() throws Exception {
        for (Method factory : factories().toList()) {
            new Trait(factory, null).builder().insert(db);
            for (Method trait : traits(factory.getReturnType()).toList()) {
                if (!factory.getName().equals("aBusinessConfig")) { // at most one row
                    new Trait(factory, trait).builder().insert(db);
                }
            }
        }

        assertThat(filledTables(database)).containsExactlyInAnyOrderElementsOf(tables);
    }

    @Test
    void everyBuilderMakesManyRowsThatDoNotGetInEachOthersWay() throws Exception {
        for (Method factory : factories().toList()) {
            if (!factory.getName().equals("aBusinessConfig")) { // at most one row
                assertThat(new Trait(factory, null).builder().insertMany(3, db))
                        .hasSize(3)
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static Stream<Method> factories() {
        return Arrays.stream(Builders.class.getMethods()).filter(method -> Modifier.isStatic(method.getModifiers()));
    }

    /** Returns the traits: methods without parameters that return a new builder. */
    private static Stream<Method> traits(Class<?> builder) {
        return Arrays.stream(builder.getMethods())
                .filter(method -> method.getParameterCount() == 0 && method.getReturnType() == builder);
    }

    private static Set<String> tables(TestDatabase database) {
        Set<String> names = new TreeSet<>();
        for (Table table : SchemaSnapshot.of(database.dataSource()).tables()) {
            if (!table.isPartition() && !NOT_WRITTEN_BY_SERVICES.contains(table.name())) {
                names.add(table.name());
            }
        }
        return names;
    }

    private List<String> filledTables(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            Set<String> filled = new TreeSet<>();
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    if (row.getInt(1) > 0) {
                        filled.add(table);
                    }
                }
            }
            return List.copyOf(filled);
        }
    }

    /** A builder with an optional trait. */
    private record Trait(Method factory, @Nullable Method trait) {

        RowBuilder<?> builder() throws ReflectiveOperationException {
            Object plain = factory.invoke(null);
            return (RowBuilder<?>) (trait == null ? plain : trait.invoke(plain));
        }

        @Override
        public String toString() {
            return factory.getName() + (trait == null ? "" : "." + trait.getName());
        }
    }
}
