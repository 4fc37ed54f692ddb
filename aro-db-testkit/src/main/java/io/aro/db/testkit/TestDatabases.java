package io.aro.db.testkit;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.PostgresLookup.Found;
import io.aro.db.testkit.PostgresLookup.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands out test databases of every engine, and keeps what makes them quick: the templates, the servers.
 *
 * <p>Under JUnit the annotations of this package do all of it. Elsewhere one object of this class serves a whole run; it
 * is safe for use by several threads, and closing it stops the servers and deletes the databases. The end of the process
 * closes it as well.
 */
public final class TestDatabases implements AutoCloseable {

    private final ChosenEngines chosen;
    private final WorkDirectory directory;
    private final List<PostgresSource> postgres;
    private final Memoized<Engine, PostgresServer> servers = new Memoized<>(this::start);
    private final Memoized<PostgresServer, PostgresRun> runs = new Memoized<>(this::enter);
    private final Memoized<List<MigrationSet>, SqliteDatabases> sqlites = new Memoized<>(this::sqlite);
    private final Memoized<Template, PostgresDatabases> postgreses = new Memoized<>(this::postgres);
    private final Set<String> namesInUse = ConcurrentHashMap.newKeySet();
    private final Set<TestDatabase> open = ConcurrentHashMap.newKeySet();
    private final EndOfProcess atTheEnd;
    private boolean isClosed;

    TestDatabases(Settings settings) {
        this.chosen = ChosenEngines.of(settings);
        this.directory = WorkDirectory.create();
        this.postgres = List.of(
                new ConfiguredPostgres(settings),
                new EmbeddedPostgresSource(settings, directory),
                new ContainerPostgres(settings, directory));
        this.atTheEnd = EndOfProcess.calling(this::abandon);
    }

    /** Starts with nothing; what an engine needs is started when its first database is asked for. */
    public static TestDatabases create() {
        return new TestDatabases(Settings.ofSystem());
    }

    /**
     * Returns the version that really runs, such as "PostgreSQL 18.6".
     *
     * @throws MissingEngineException if this machine has no server of the engine, or the run is not for it
     */
    public String version(Engine engine) {
        return engine.isPostgres()
                ? servers.get(engine).version()
                : sqlites.get(List.of()).version();
    }

    /**
     * Creates a database with the whole schema and no rows but those that migrations insert.
     *
     * @throws MissingEngineException if this machine has no server of the engine, or the run is not for it
     * @throws ConfigurationException if a database of the same name is open
     */
    public TestDatabase create(DatabaseSpec spec) {
        if (!spec.name().isEmpty() && !namesInUse.add(spec.name())) {
            throw new ConfigurationException("A test database with the name " + spec.name()
                    + " is open already; close it, use it, or choose another name.");
        }
        try {
            TestDatabase database = spec.engine().isPostgres()
                    ? postgreses
                            .get(new Template(spec.engine(), spec.migrations()))
                            .migrated()
                    : sqlites.get(spec.migrations()).migrated(spec.sqlite());
            return opened(database)
                    .withSiblings(() -> create(spec.named("")))
                    .beforeItsEnd(() -> namesInUse.remove(spec.name()));
        } catch (RuntimeException e) {
            namesInUse.remove(spec.name());
            throw e;
        }
    }

    /**
     * Creates a database of the engine with the schema of aro-db; one of SQLite is in a file.
     *
     * @throws MissingEngineException if this machine has no server of the engine, or the run is not for it
     */
    public TestDatabase migrated(Engine engine) {
        return create(DatabaseSpec.of(engine));
    }

    /**
     * Creates a database without any table.
     *
     * @throws MissingEngineException if this machine has no server of the engine, or the run is not for it
     */
    public TestDatabase empty(Engine engine) {
        return opened(
                engine.isPostgres()
                        ? postgreses.get(new Template(engine, List.of())).empty()
                        : sqlites.get(List.of()).empty());
    }

    private TestDatabase opened(TestDatabase database) {
        open.add(database);
        return database.beforeItsEnd(() -> open.remove(database));
    }

    private SqliteDatabases sqlite(List<MigrationSet> migrations) {
        return new SqliteDatabases(directory, SchemaKey.sqlite(migrations).text() + "-", migrations);
    }

    private PostgresDatabases postgres(Template template) {
        PostgresServer server = servers.get(template.engine());
        String prefix = runs.get(server).databasePrefix()
                + SchemaKey.postgresql(template.migrations()).text().substring(0, 4) + "_";
        return new PostgresDatabases(template.engine(), server, prefix, template.migrations());
    }

    private PostgresRun enter(PostgresServer server) {
        return PostgresRun.enter(server, directory.name());
    }

    private PostgresServer start(Engine engine) {
        if (!chosen.include(engine)) {
            throw new MissingEngineException(chosen.whyNot(engine));
        }
        List<String> remedies = new ArrayList<>();
        for (PostgresSource source : postgres) {
            switch (source.lookup(engine)) {
                case Found(PostgresServer server) -> {
                    return server;
                }
                case Missing(String remedy) -> remedies.add(remedy);
            }
        }
        throw new MissingEngineException(
                "There is no " + engine.displayName() + " to test on: either " + String.join(", or ", remedies) + ".");
    }

    /** Stops the servers and deletes every database that no test has asked to keep. */
    @Override
    public synchronized void close() {
        atTheEnd.forget();
        if (!isClosed) {
            isClosed = true;
            postgreses.forEach(PostgresDatabases::close);
            runs.forEach(PostgresRun::close);
            servers.forEach(PostgresServer::close);
            directory.close();
        }
    }

    /** Takes the databases from whoever still uses them, because a pool complains at length when its server stops. */
    private void abandon() {
        open.forEach(TestDatabase::closeOpened);
        close();
    }

    /** Is what the databases of one server are clones of. */
    private record Template(Engine engine, List<MigrationSet> migrations) {}
}
