package io.aro.db.testkit.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.migration.MigrationScript;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import io.aro.db.testkit.schema.ForeignKey;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A checklist for the database of a service: rollbacks for migrations, keys and indexes, tests for repositories, a
 * cipher for secrets.
 *
 * <p>Extend it and say whose database is meant. Beside it stand {@link io.aro.db.testkit.migration.MigrationContract},
 * which runs the migrations, and {@link io.aro.db.testkit.lint.SqlLint}, which reads them.
 */
@BothEngines
public abstract class DatabaseChecklist {

    /** Returns the set that makes the tables. */
    protected abstract MigrationSet migrations();

    /** Returns the types that send queries. */
    protected abstract List<Class<?>> repositories();

    /** Returns at least one call of each public method that a repository declares; they are made in this order. */
    protected abstract List<QueryCall> calls();

    /** Returns the sets whose tables the set refers to, in the order in which they are applied; those of aro-db. */
    protected List<MigrationSet> builtOn() {
        return List.of(MigrationSet.aro());
    }

    /** Returns how the service opens its database; nothing, unless overridden, and then nothing is said of its secrets. */
    protected Optional<AroDatabaseConfig> configuration() {
        return Optional.empty();
    }

    /** Makes what the calls need to be there, such as a row that one of them changes; nothing, unless overridden. */
    protected void fill(TestDatabase database) {}

    /** Returns why a method is served by no index, by its name as in {@link QueryCall}; none, unless overridden. */
    protected Map<String, String> methodsWithoutIndex() {
        return Map.of();
    }

    /** Returns the tables that may be read from end to end because they stay small; none, unless overridden. */
    protected Set<String> smallTables() {
        return Set.of();
    }

    /** Returns why a foreign key needs no index of its own, by its name; none, unless overridden. */
    protected Map<String, String> foreignKeysWithoutIndex() {
        return Map.of();
    }

    /** Returns the class with the tests of a repository: beside it, and named as it is with {@code Test} at the end. */
    protected Class<?> testOf(Class<?> repository) throws ClassNotFoundException {
        return Class.forName(repository.getName() + "Test", false, repository.getClassLoader());
    }

    /** Looks for the scripts of both engines, up and down. */
    @Test
    void everyMigrationGoesUpAndDownOnBothEngines() {
        List<MigrationScript> sqlite = migrations().sqliteScripts();
        List<MigrationScript> postgresql = migrations().postgresqlScripts();

        assertThat(postgresql)
                .as("the scripts for PostgreSQL, beside those for SQLite")
                .extracting(MigrationScript::name)
                .containsExactlyElementsOf(
                        sqlite.stream().map(MigrationScript::name).toList());
        assertThat(Stream.concat(sqlite.stream(), postgresql.stream()))
                .isNotEmpty()
                .allSatisfy(script -> assertThat(script.down())
                        .as("the way back of " + script.name())
                        .isNotBlank());
    }

    @Test
    void everyTableHasAPrimaryKey(@Unmigrated TestDatabase database) {
        migrate(database, builtOn());
        SchemaSnapshot before = schema(database);

        migrate(database, List.of(migrations()));

        assertThat(schema(database).tables())
                .filteredOn(table -> before.table(table.name()).isEmpty())
                .isNotEmpty()
                .allSatisfy(table -> assertThat(table.primaryKey())
                        .as("the primary key of " + table.name())
                        .isNotNull());
    }

    /** Looks at each foreign key that the set adds: deleting what it refers to searches its table. */
    @Test
    void everyForeignKeyIsServedByAnIndex(@Unmigrated TestDatabase database) {
        migrate(database, builtOn());
        Set<String> before = unservedForeignKeys(database);

        migrate(database, List.of(migrations()));
        Set<String> unserved = unservedForeignKeys(database);
        unserved.removeAll(before);

        assertThat(unserved)
                .as("the foreign keys without an index")
                .isEqualTo(foreignKeysWithoutIndex().keySet());
    }

    /** Looks at what the service says of the keys of its providers. */
    @Test
    void secretsAreSealed() {
        configuration()
                .ifPresent(config -> assertThat(config.cipher())
                        .as("the cipher that seals the secrets; withPlaintextSecrets() stores them as they are")
                        .isNotEqualTo(FieldCipher.plaintext()));
    }

    @Test
    void everyRepositoryHasTests() {
        assertThat(repositories())
                .isNotEmpty()
                .allSatisfy(repository -> assertThat(testOf(repository).getDeclaredMethods())
                        .as("the tests in " + testOf(repository).getSimpleName())
                        .anyMatch(DatabaseChecklist::isTest));
    }

    /** Compares what can be called with what is called here. */
    @Test
    void everyPublicMethodIsCalledOrExcused() {
        Set<String> known = new TreeSet<>(methodsWithoutIndex().keySet());
        calls().forEach(call -> known.add(call.method()));
        Set<String> declared = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        for (Class<?> repository : repositories()) {
            declared.addAll(PublicMethods.declaredBy(repository));
            all.addAll(PublicMethods.of(repository));
        }

        assertThat(known).as("the methods of calls() and methodsWithoutIndex()").containsAll(declared);
        assertThat(all).as("the public methods of repositories()").containsAll(known);
    }

    /** Makes each call while the planner is asked about what it sends. */
    @TestFactory
    Stream<DynamicTest> everyQueryIsServedByAnIndex(@Unmigrated TestDatabase database) {
        migrate(database, builtOn());
        migrate(database, List.of(migrations()));
        fill(database);
        AroDatabase db = database.open();
        String[] small = smallTables().toArray(String[]::new);
        return calls().stream()
                .map(call -> dynamicTest(
                        call.method(),
                        () -> database.assertUsesIndexes(() -> call.call().accept(db), small)));
    }

    private static void migrate(TestDatabase database, List<MigrationSet> sets) {
        Migrator migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
        sets.forEach(set -> migrator.with(set).migrate());
    }

    /** Returns the schema without the tables that remember migrations. */
    private SchemaSnapshot schema(TestDatabase database) {
        return SchemaSnapshot.of(database.dataSource())
                .without(Stream.concat(builtOn().stream(), Stream.of(migrations()))
                        .map(MigrationSet::historyTable)
                        .toArray(String[]::new));
    }

    private static Stream<ForeignKey> unserved(Table table) {
        return table.isPartition()
                ? Stream.empty()
                : table.foreignKeys().stream().filter(key -> !table.finds(key.columns()));
    }

    private Set<String> unservedForeignKeys(TestDatabase database) {
        return schema(database).tables().stream()
                .flatMap(DatabaseChecklist::unserved)
                .map(ForeignKey::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isTest(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class);
    }
}
