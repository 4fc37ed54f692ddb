package io.aro.db.testkit;

import io.aro.db.error.UnavailableException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes databases of the image of one that is migrated once. */
final class SqliteDatabases {

    /** Where the file format has the versions for reading and writing: 1 with a rollback journal, 2 with WAL. */
    private static final int[] JOURNAL_MODE = {18, 19};

    private final WorkDirectory directory;
    private final String prefix;
    private final String version;
    private final byte[] image;
    private final byte[] imageForMemory;
    private final SqliteFile templateForMemory;
    private final AtomicInteger count = new AtomicInteger();

    /** Names of files begin with the prefix, which keeps the images of one run apart. */
    SqliteDatabases(WorkDirectory directory, String prefix, List<MigrationSet> migrations) {
        this.directory = directory;
        this.prefix = prefix;
        SqliteFile file = new SqliteFile(directory.resolve(prefix + "migrated.db"));
        Migrator migrator = Migrator.of(file.jdbcUrl());
        migrator.migrate();
        migrations.forEach(set -> migrator.with(set).migrate());
        this.version = compact(file);
        this.image = read(file);
        this.imageForMemory = image.clone();
        for (int place : JOURNAL_MODE) {
            imageForMemory[place] = 1; // a database in memory cannot be opened in WAL mode
        }
        this.templateForMemory = new SqliteFile(directory.resolve(prefix + "memory.db"));
        write(templateForMemory, imageForMemory);
    }

    /** Moves the whole log into the file, without pages that migrations left unused, and returns the version. */
    private static String compact(SqliteFile file) {
        try (Connection connection = file.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM");
            return "SQLite " + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the engine with the version that really runs. */
    String version() {
        return version;
    }

    /** Creates a database with the whole schema. */
    TestDatabase migrated(SqliteStorage storage) {
        return switch (storage) {
            case MEMORY -> inMemory(SqliteMemory.ofOneConnection(imageForMemory));
            case SHARED_MEMORY -> inMemory(SqliteMemory.shared(nextName(), templateForMemory));
            case FILE -> inFile(image);
        };
    }

    /** Creates a database without any table. */
    TestDatabase empty() {
        return inFile(new byte[0]);
    }

    private TestDatabase inMemory(SqliteMemory memory) {
        return new TestDatabase(Engine.SQLITE, version, memory, new MemoryDisposal(memory));
    }

    private TestDatabase inFile(byte[] content) {
        SqliteFile file = nextFile();
        write(file, content);
        return new TestDatabase(Engine.SQLITE, version, file, new FileDisposal(file));
    }

    private SqliteFile nextFile() {
        return new SqliteFile(directory.resolve(nextName() + ".db"));
    }

    private String nextName() {
        return directory.name() + prefix + count.incrementAndGet();
    }

    private static byte[] read(SqliteFile file) {
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new UnavailableException("The template " + file + " cannot be read.", e);
        }
    }

    private static void write(SqliteFile file, byte[] content) {
        try {
            Files.write(file.path(), content);
        } catch (IOException e) {
            throw new UnavailableException("The database " + file + " cannot be written.", e);
        }
    }

    /** Sees to it that the file outlives the run, and returns the command that opens it. */
    private String keep(SqliteFile file) {
        directory.keep(file.path());
        return "sqlite3 " + file;
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

    /** Keeps a copy in a file, because the memory goes with this process. */
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
