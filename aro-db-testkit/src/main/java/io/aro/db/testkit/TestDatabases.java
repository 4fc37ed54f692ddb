package io.aro.db.testkit;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.internal.postgres.PostgresLookup.Found;
import io.aro.db.testkit.internal.postgres.PostgresLookup.Missing;
import io.aro.db.testkit.internal.postgres.PostgresServer;
import io.aro.db.testkit.internal.postgres.PostgresServers;
import io.aro.db.testkit.internal.run.DatabaseHandle;
import io.aro.db.testkit.internal.run.EndOfProcess;
import io.aro.db.testkit.internal.run.Memoized;
import io.aro.db.testkit.internal.run.SchemaKey;
import io.aro.db.testkit.internal.run.Settings;
import io.aro.db.testkit.internal.run.WorkDirectory;
import io.aro.db.testkit.internal.sqlite.SqliteDatabases;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The test databases of one run, with their servers and templates, on every engine; thread-safe.
 *
 * <p>The annotations of this package use this class under JUnit. Without JUnit a single instance serves a whole run.
 * Closing an instance stops its servers and deletes its databases; so does the end of the process.
 */
public final class TestDatabases implements AutoCloseable {

    private static final Memoized<Class<TestDatabases>, TestDatabases> OF_PROCESS = new Memoized<>(unused -> create());

    private final ChosenEngines chosen;
    private final WorkDirectory directory;
    private final PostgresServers servers;
    private final Memoized<List<MigrationSet>, SqliteDatabases> sqlites = new Memoized<>(this::sqlite);
    private final Set<String> namesInUse = ConcurrentHashMap.newKeySet();
    private final Set<TestDatabase> open = ConcurrentHashMap.newKeySet();
    private final EndOfProcess atTheEnd;
    private boolean isClosed;

    TestDatabases(Settings settings) {
        this.chosen = ChosenEngines.of(settings);
        this.directory = WorkDirectory.create();
        this.servers = new PostgresServers(settings, directory, Engine.postgresMajors());
        this.atTheEnd = EndOfProcess.calling(this::abandon);
    }

    /** Returns an instance without servers; the first database of an engine starts its server. */
    public static TestDatabases create() {
        return new TestDatabases(Settings.ofSystem());
    }

    /** Returns the instance of this process, for tests without an owner; closed when the process ends. */
    static TestDatabases ofProcess() {
        return OF_PROCESS.get(TestDatabases.class);
    }

    /**
     * Returns the engine with its actual version, such as "PostgreSQL 18.6".
     *
     * @throws MissingEngineException if this machine has no server of the engine, or the run excludes the engine
     */
    public String version(Engine engine) {
        return engine.isPostgres()
                ? server(engine).version()
                : sqlites.get(List.of()).version();
    }

    /**
     * Creates a database with the whole schema and only the rows inserted by migrations.
     *
     * @throws MissingEngineException if this machine has no server of the engine, or the run excludes the engine
     * @throws ConfigurationException if a database of the same name is open
     */
    public TestDatabase create(DatabaseSpec spec) {
        if (!spec.name().isEmpty() && !namesInUse.add(spec.name())) {
            throw new ConfigurationException("A test database with the name " + spec.name()
                    + " is open already; close it, use it, or choose another name.");
        }
        try {
            return opened(migrated(spec))
                    .withSiblings(() -> create(spec.named("")))
                    .afterItsEnd(() -> namesInUse.remove(spec.name()));
        } catch (RuntimeException e) {
            namesInUse.remove(spec.name());
            throw e;
        }
    }

    /**
     * Creates a database of the engine with the schema of aro-db; SQLite is stored in a file.
     *
     * @throws MissingEngineException if this machine has no server of the engine, or the run excludes the engine
     */
    public TestDatabase migrated(Engine engine) {
        return create(DatabaseSpec.of(engine));
    }

    /**
     * Creates a database without tables; SQLite is stored in a file.
     *
     * @throws MissingEngineException if this machine has no server of the engine, or the run excludes the engine
     */
    public TestDatabase empty(Engine engine) {
        if (engine == Engine.SQLITE) {
            SqliteDatabases sqlite = sqlites.get(List.of());
            return opened(new TestDatabase(engine, sqlite.version(), sqlite.empty()));
        }
        PostgresServer server = server(engine);
        return opened(new TestDatabase(engine, server.version(), servers.empty(server)));
    }

    private TestDatabase migrated(DatabaseSpec spec) {
        if (spec.engine() == Engine.SQLITE) {
            SqliteDatabases sqlite = sqlites.get(spec.migrations());
            DatabaseHandle handle = switch (spec.sqlite()) {
                case MEMORY -> sqlite.inMemory();
                case SHARED_MEMORY -> sqlite.inSharedMemory();
                case FILE -> sqlite.inFile();
            };
            return new TestDatabase(spec.engine(), sqlite.version(), handle);
        }
        PostgresServer server = server(spec.engine());
        return new TestDatabase(spec.engine(), server.version(), servers.migrated(server, spec.migrations()));
    }

    private TestDatabase opened(TestDatabase database) {
        open.add(database);
        return database.afterItsEnd(() -> open.remove(database));
    }

    private SqliteDatabases sqlite(List<MigrationSet> migrations) {
        return new SqliteDatabases(directory, SchemaKey.sqlite(migrations).text() + "-", migrations);
    }

    private PostgresServer server(Engine engine) {
        if (!chosen.include(engine)) {
            throw new MissingEngineException(chosen.whyNot(engine));
        }
        return switch (servers.lookup(engine.postgresMajor())) {
            case Found(PostgresServer server) -> server;
            case Missing(String remedy) ->
                throw new MissingEngineException(
                        "There is no " + engine.displayName() + " to test on: either " + remedy + ".");
        };
    }

    /** Stops the servers and deletes every database except kept databases; has no effect on a closed instance. */
    @Override
    public synchronized void close() {
        atTheEnd.forget();
        if (!isClosed) {
            isClosed = true;
            servers.close();
            directory.close();
        }
    }

    /** Closes the pools of open databases first, because a pool logs at length after its server stops. */
    private void abandon() {
        open.forEach(TestDatabase::closeOpened);
        close();
    }
}
