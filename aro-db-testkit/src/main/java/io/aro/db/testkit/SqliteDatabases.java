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

/** Makes databases of the image of a file that is migrated once. */
final class SqliteDatabases implements DatabaseSource {

    /** Where the file format has the versions for reading and writing: 1 with a rollback journal, 2 with WAL. */
    private static final int[] JOURNAL_MODE = {18, 19};

    private final WorkDirectory directory;
    private final String version;
    private final byte[] template;
    private final AtomicInteger count = new AtomicInteger();

    SqliteDatabases(WorkDirectory directory) {
        this.directory = directory;
        SqliteFile file = new SqliteFile(directory.resolve("template.db"));
        Migrator.of(file.jdbcUrl()).migrate();
        // Closing the last connection moves the whole log into the file.
        try (Connection connection = file.dataSource().getConnection()) {
            this.version = "SQLite " + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
        try {
            this.template = Files.readAllBytes(file.path());
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
        return inFile(template);
    }

    @Override
    public TestDatabase empty() {
        return inFile(new byte[0]);
    }

    /** Creates a migrated database in memory. */
    TestDatabase inMemory() {
        byte[] image = template.clone();
        for (int place : JOURNAL_MODE) {
            image[place] = 1; // a database in memory cannot be opened in WAL mode
        }
        SqliteMemory memory = new SqliteMemory(image);
        return new TestDatabase(Engine.SQLITE, version, memory, new MemoryDisposal(memory));
    }

    private TestDatabase inFile(byte[] image) {
        SqliteFile file = nextFile();
        try {
            Files.write(file.path(), image);
        } catch (IOException e) {
            throw new UnavailableException("The database " + file + " cannot be written.", e);
        }
        return new TestDatabase(Engine.SQLITE, version, file, new FileDisposal(file));
    }

    private SqliteFile nextFile() {
        return new SqliteFile(directory.resolve("test-" + count.incrementAndGet() + ".db"));
    }

    /** Sees to it that the file outlives the run, and returns the command that opens it. */
    private String keep(SqliteFile file) {
        directory.keep(file.path());
        return "sqlite3 " + file;
    }

    @Override
    public void close() {
        // the files go with their directory
    }

    private final class FileDisposal implements Disposal {
        private final SqliteFile file;

        FileDisposal(SqliteFile file) {
            this.file = file;
        }

        @Override
        public void drop() {
            try {
                for (String suffix : new String[] {"", "-wal", "-shm", "-journal", ".lock"}) {
                    Files.deleteIfExists(Path.of(file + suffix));
                }
            } catch (IOException e) {
                throw new UnavailableException("The database " + file + " cannot be deleted.", e);
            }
        }

        @Override
        public String keep() {
            return SqliteDatabases.this.keep(file);
        }
    }

    private final class MemoryDisposal implements Disposal {
        private final SqliteMemory memory;

        MemoryDisposal(SqliteMemory memory) {
            this.memory = memory;
        }

        @Override
        public void drop() {
            memory.close();
        }

        @Override
        public String keep() {
            SqliteFile file = nextFile();
            memory.saveTo(file);
            memory.close();
            return SqliteDatabases.this.keep(file);
        }
    }
}
