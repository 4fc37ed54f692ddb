package io.aro.db.testkit;

import io.aro.db.testkit.PostgresLookup.Found;
import io.aro.db.testkit.PostgresLookup.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Hands out test databases of every engine, and keeps what makes them quick: a template per engine, the servers.
 *
 * <p>Under JUnit the annotations of this package do all of it. Elsewhere one object of this class serves a whole run; it
 * is safe for use by several threads, and closing it stops the servers and deletes the databases.
 */
public final class TestDatabases implements AutoCloseable {

    private final WorkDirectory directory = WorkDirectory.create();
    private final List<PostgresSource> postgres;
    private final Map<Engine, FutureTask<DatabaseSource>> sources = new ConcurrentHashMap<>();

    TestDatabases(Settings settings) {
        this.postgres = List.of(new ConfiguredPostgres(settings), new EmbeddedPostgresSource(settings, directory));
    }

    /** Starts with nothing; what an engine needs is started when its first database is asked for. */
    public static TestDatabases create() {
        return new TestDatabases(Settings.ofSystem());
    }

    /**
     * Returns the version that really runs, such as "PostgreSQL 18.6".
     *
     * @throws MissingEngineException if this machine has no server of the engine
     */
    public String version(Engine engine) {
        return source(engine).version();
    }

    /**
     * Creates a database with the whole schema and no rows but those that migrations insert.
     *
     * @throws MissingEngineException if this machine has no server of the engine
     */
    public TestDatabase migrated(Engine engine) {
        return source(engine).migrated();
    }

    /**
     * Creates a SQLite database with the whole schema in memory.
     *
     * <p>It is made several times faster than one in a file, but has a single connection: whatever overlaps on a file
     * waits its turn, and no other process sees it.
     */
    public TestDatabase inMemory() {
        return ((SqliteDatabases) source(Engine.SQLITE)).inMemory();
    }

    /**
     * Creates a database without any table.
     *
     * @throws MissingEngineException if this machine has no server of the engine
     */
    public TestDatabase empty(Engine engine) {
        return source(engine).empty();
    }

    /** Asks for the source once, and remembers a failure as well: a server that does not start is not tried again. */
    private DatabaseSource source(Engine engine) {
        FutureTask<DatabaseSource> task =
                sources.computeIfAbsent(engine, missing -> new FutureTask<>(() -> start(missing)));
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(engine.displayName() + " cannot be used.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The wait for " + engine.displayName() + " was interrupted.", e);
        }
    }

    private DatabaseSource start(Engine engine) {
        if (!engine.isPostgres()) {
            return new SqliteDatabases(directory);
        }
        List<String> remedies = new ArrayList<>();
        for (PostgresSource source : postgres) {
            switch (source.lookup(engine)) {
                case Found(PostgresServer server) -> {
                    return new PostgresDatabases(engine, server, "aro_" + directory.name() + "_");
                }
                case Missing(String remedy) -> remedies.add(remedy);
            }
        }
        throw new MissingEngineException(
                "There is no " + engine.displayName() + " to test on: either " + String.join(", or ", remedies) + ".");
    }

    /** Stops the servers and deletes every database that no test has asked to keep. */
    @Override
    public void close() {
        for (FutureTask<DatabaseSource> task : sources.values()) {
            if (task.state() == FutureTask.State.SUCCESS) {
                task.resultNow().close();
            }
        }
        directory.close();
    }
}
