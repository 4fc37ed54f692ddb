package io.aro.db.examples.benchmarks.peers.database;

import io.aro.db.testkit.DatabaseSpec;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A place for databases: a folder for files of SQLite, and a server for PostgreSQL.
 *
 * <p>The testkit starts the server, or uses the server of {@code aro.test.postgres.url}.
 */
public final class Site implements AutoCloseable {

    private final Engine engine;
    private final Path folder;
    private final TestDatabases servers = TestDatabases.create();

    private Site(Engine engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
    }

    /** Creates a place of an engine; SQLite writes its files into the folder. */
    public static Site of(Engine engine, Path folder) throws IOException {
        return new Site(engine, Files.createDirectories(folder));
    }

    /** Returns the engine. */
    public Engine engine() {
        return engine;
    }

    /** Returns the engine with its actual version. */
    public String version() {
        return servers.version(engine);
    }

    /** Creates an empty, migrated database. */
    public Address create(String name) throws IOException {
        if (engine.isPostgres()) {
            TestDatabase database = servers.create(DatabaseSpec.of(engine));
            return new Address(engine, database.jdbcUrl(), database.user(), database.password(), database::close);
        }
        Path file = folder.resolve(name + ".db");
        delete(file);
        return new Address(engine, "jdbc:sqlite:" + file.toAbsolutePath(), "", "", () -> {
            try {
                delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", ".migrate.lock")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
    }

    /** Stops a started server. */
    @Override
    public void close() {
        servers.close();
    }
}
