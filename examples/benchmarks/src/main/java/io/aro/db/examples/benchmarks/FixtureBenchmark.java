package io.aro.db.examples.benchmarks;

import io.aro.db.AroDatabase;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.DatabaseSpec;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.SqliteStorage;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.TestDatabases;
import io.aro.db.testkit.scenario.Clinic;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A benchmark of fresh, migrated databases: the testkit beside common alternatives.
 *
 * <p>A row of the testkit is the time to create, connect and drop a database. A row of Flyway is the time of
 * every migration on an empty database. A row of Testcontainers is the time of a container and its migrations.
 */
public final class FixtureBenchmark {

    private final Report report = new Report();

    private FixtureBenchmark() {}

    /** Prints the table. */
    public static void main(String[] args) throws Exception {
        FixtureBenchmark benchmark = new FixtureBenchmark();
        try (TestDatabases databases = TestDatabases.create()) {
            benchmark.sqlite(databases);
            benchmark.postgres(databases);
            benchmark.clinics(databases);
        }
        benchmark.container();
        benchmark.suites();
        benchmark.report.print();
    }

    private void sqlite(TestDatabases databases) throws Exception {
        report.add("SQLite: first of a process, with its template", Sample.once(() -> make(databases, memory())));
        for (SqliteStorage storage : SqliteStorage.values()) {
            DatabaseSpec spec = DatabaseSpec.of(Engine.SQLITE).in(storage);
            report.add("SQLite: testkit, " + storage, Sample.of(500, 1_000, () -> make(databases, spec)));
        }
        report.add(
                "SQLite: Flyway per test, in memory",
                Sample.of(20, 50, () -> AroDatabase.inMemory().close()));
    }

    private void postgres(TestDatabases databases) throws Exception {
        report.add("PostgreSQL: start of the server", Sample.once(() -> databases.version(Engine.POSTGRES_18)));
        DatabaseSpec spec = DatabaseSpec.of(Engine.POSTGRES_18);
        report.add("PostgreSQL: first of a process, with its template", Sample.once(() -> make(databases, spec)));
        report.add("PostgreSQL: testkit", Sample.of(20, 200, () -> make(databases, spec)));
        report.add("PostgreSQL: Flyway per test, on an empty database", Sample.of(3, 20, () -> migrate(databases)));
    }

    private void clinics(TestDatabases databases) throws Exception {
        for (Engine engine : List.of(Engine.SQLITE, Engine.POSTGRES_18)) {
            try (TestDatabase database =
                    databases.create(DatabaseSpec.of(engine).in(SqliteStorage.FILE))) {
                AroDatabase db = database.open();
                report.add(
                        engine.displayName() + ": a clinic of 10,000 customers and 100,000 appointments",
                        Sample.once(() -> Clinic.of(10_000, 100_000).insert(db)));
            }
        }
    }

    private static void make(TestDatabases databases, DatabaseSpec spec) throws Exception {
        try (TestDatabase database = databases.create(spec)) {
            database.dataSource().getConnection().close();
        }
    }

    private static void migrate(TestDatabases databases) {
        try (TestDatabase database = databases.empty(Engine.POSTGRES_18)) {
            Migrator.of(database.jdbcUrl(), database.user(), database.password())
                    .migrate();
        }
    }

    private void container() throws Exception {
        String label = "PostgreSQL: Testcontainers per class, with migrations";
        String image = System.getenv().getOrDefault("ARO_TEST_POSTGRES_IMAGE", "postgres:18");
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            report.leaveOut(label, "no container engine");
            return;
        }
        DockerImageName name = DockerImageName.parse(image).asCompatibleSubstituteFor("postgres");
        report.add(label, Sample.of(1, 5, () -> {
            try (PostgreSQLContainer container = new PostgreSQLContainer(name)) {
                container.start();
                Migrator.of(container.getJdbcUrl(), container.getUsername(), container.getPassword())
                        .migrate();
            }
        }));
    }

    private void suites() throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        for (int used : new int[] {1, 2 * threads}) {
            String on = used == 1 ? ", one after the other" : ", on " + used + " threads";
            report.add(
                    SuiteBenchmark.SQLITE_TESTS + " isolated SQLite tests in JUnit" + on,
                    Sample.of(1, 3, () -> SuiteBenchmark.run(SuiteBenchmark.OnSqlite.class, used)));
            report.add(
                    SuiteBenchmark.POSTGRES_TESTS + " isolated PostgreSQL tests in JUnit, server start included" + on,
                    Sample.of(1, 3, () -> SuiteBenchmark.run(SuiteBenchmark.OnPostgres.class, used)));
        }
    }

    private static DatabaseSpec memory() {
        return DatabaseSpec.of(Engine.SQLITE).in(SqliteStorage.MEMORY);
    }
}
