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
 * A test checklist for the database of a service: down scripts for migrations, keys and indexes, tests for
 * repositories, a cipher for secrets.
 *
 * <p>Extend it and name the set. {@link io.aro.db.testkit.migration.MigrationContract} also runs the
 * migrations, and {@link io.aro.db.testkit.lint.SqlLint} reads them.
 */
@BothEngines
public abstract class DatabaseChecklist {

    /** Returns the set with the tables. */
    protected abstract MigrationSet migrations();

    /** Returns the repository types. */
    protected abstract List<Class<?>> repositories();

    /** Returns at least one call of each public method declared by a repository. The calls run in this order. */
    protected abstract List<QueryCall> calls();

    /**
     * Returns the sets referenced by the tables of the set, in order of application. The default is the set
     * of aro-db.
     */
    protected List<MigrationSet> builtOn() {
        return List.of(MigrationSet.aro());
    }

    /** Returns the service's database configuration. Empty by default, which skips the check of secrets. */
    protected Optional<AroDatabaseConfig> configuration() {
        return Optional.empty();
    }

    /** Inserts the rows required by the calls, such as a row to update. Does nothing by default. */
    protected void fill(TestDatabase database) {}

    /** Returns the reason for each method without an index, keyed as in {@link QueryCall}. None by default. */
    protected Map<String, String> methodsWithoutIndex() {
        return Map.of();
    }

    /** Returns the small tables, exempt from the check for whole reads. None by default. */
    protected Set<String> smallTables() {
        return Set.of();
    }

    /** Returns the reason for each foreign key without an index, keyed by its name. None by default. */
    protected Map<String, String> foreignKeysWithoutIndex() {
        return Map.of();
    }

    /** Returns the test class of a repository: in the same package, with the suffix {@code Test}. */
    protected Class<?> testOf(Class<?> repository) throws ClassNotFoundException {
        return Class.forName(repository.getName() + "Test", false, repository.getClassLoader());
    }

    /** Checks for the scripts of both engines, up and down. */
    @Test
    void everyMigrationGoesUpAndDownOnBothEngines() {
        List<MigrationScript> sqlite = migrations().sqliteScripts();
        List<MigrationScript> postgresql = migrations().postgresqlScripts();

        assertThat(postgresql)
                .as("the scripts for PostgreSQL, beside the scripts for SQLite")
                .extracting(MigrationScript::name)
                .containsExactlyElementsOf(
                        sqlite.stream().map(MigrationScript::name).toList());
        assertThat(Stream.concat(sqlite.stream(), postgresql.stream()))
                .isNotEmpty()
                .allSatisfy(script -> assertThat(script.down())
                        .as("the down script of " + script.name())
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

    /** Checks each foreign key of the set: a delete of the referenced row searches its table. */
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

    /** Checks the cipher for the provider keys, if a configuration is given. */
    @Test
    void secretsAreSealed() {
        configuration()
                .ifPresent(config -> assertThat(config.cipher())
                        .as("the cipher of the secrets; withPlaintextSecrets() stores them unencrypted")
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

    /** Compares the declared public methods with the calls. */
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

    /** Runs each call with its query plans recorded. */
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

    /** Returns the schema without history tables. */
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
