package io.aro.db.testkit;

import io.aro.db.error.UnavailableException;
import io.aro.db.error.VendorErrors;
import io.aro.db.migration.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Writes copies of the image of a file that is migrated once; a copy takes WAL mode, so readers and writers overlap. */
final class SqliteDatabases implements DatabaseSource {

    private final WorkDirectory directory;
    private final String version;
    private final byte[] template;
    private final AtomicInteger count = new AtomicInteger();

    SqliteDatabases(WorkDirectory directory) {
        this.directory = directory;
        Path file = directory.resolve("template.db");
        Migrator.of("jdbc:sqlite:" + file).migrate();
        try (Connection connection = source(file, SQLiteConfig.JournalMode.WAL).getConnection()) {
            this.version = "SQLite " + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
        // The connection was the last one, so closing it has put the whole log back into the file.
        try {
            this.template = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnavailableException("The template " + file + " cannot be read.", e);
        }
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public TestDatabase migrated() {
        return database(template);
    }

    @Override
    public TestDatabase empty() {
        return database(new byte[0]);
    }

    private TestDatabase database(byte[] image) {
        Path file = directory.resolve("test-" + count.incrementAndGet() + ".db");
        try {
            Files.write(file, image);
        } catch (IOException e) {
            throw new UnavailableException("The database " + file + " cannot be written.", e);
        }
        Location location = new Location("jdbc:sqlite:" + file, "", "", source(file, SQLiteConfig.JournalMode.WAL));
        return new TestDatabase(Engine.SQLITE, version, location, new FileDisposal(file));
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig.JournalMode journal) {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setJournalMode(journal);
        config.setBusyTimeout(5_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Override
    public void close() {
        // the files go with their directory
    }

    private final class FileDisposal implements Disposal {
        private final Path file;

        FileDisposal(Path file) {
            this.file = file;
        }

        @Override
        public void drop() {
            try {
                for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
                    Files.deleteIfExists(Path.of(file + suffix));
                }
            } catch (IOException e) {
                throw new UnavailableException("The database " + file + " cannot be deleted.", e);
            }
        }

        @Override
        public String keep() {
            directory.keep(file);
            return "sqlite3 " + file;
        }
    }
}
