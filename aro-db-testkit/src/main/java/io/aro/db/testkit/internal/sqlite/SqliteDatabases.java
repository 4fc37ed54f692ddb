package io.aro.db.testkit.internal.sqlite;

import io.aro.db.error.internal.VendorErrors;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.internal.run.DatabaseHandle;
import io.aro.db.testkit.internal.run.WorkDirectory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A factory for SQLite databases, copied from the image of a database migrated once. */
public final class SqliteDatabases {

    /** The offsets of the write and read versions in the file header: 1 for a rollback journal, 2 for WAL. */
    private static final int[] JOURNAL_MODE = {18, 19};

    private static final int BUSY_TIMEOUT_MILLIS = 30_000;

    private final WorkDirectory directory;
    private final String prefix;
    private final String version;
    private final byte[] image;
    private final byte[] imageForMemory;
    private final SqliteFile templateForMemory;
    private final SQLiteDataSource memory = new SQLiteDataSource(settings());
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Migrates the template and keeps its image.
     *
     * @param prefix the start of file names, to separate the images of a run
     */
    public SqliteDatabases(WorkDirectory directory, String prefix, List<MigrationSet> migrations) {
        this.directory = directory;
        this.prefix = prefix;
        SqliteFile file = file(prefix + "migrated");
        Migrator migrator = Migrator.of(file.jdbcUrl());
        migrator.migrate();
        migrations.forEach(set -> migrator.with(set).migrate());
        this.version = compact(file);
        this.image = file.read();
        this.imageForMemory = image.clone();
        for (int place : JOURNAL_MODE) {
            imageForMemory[place] = 1; // a database in memory cannot use WAL mode
        }
        this.templateForMemory = file(prefix + "memory");
        templateForMemory.write(imageForMemory);
        memory.setUrl("jdbc:sqlite::memory:");
    }

    /** Moves the whole log into the file, frees unused pages, and returns the version. */
    private static String compact(SqliteFile file) {
        try (Connection connection = file.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM");
            return "SQLite " + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the settings of every connection to a test database. */
    static SQLiteConfig settings() {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        return config;
    }

    /** Returns the engine with its actual version. */
    public String version() {
        return version;
    }

    /** Creates a database with the whole schema in a file. */
    public DatabaseHandle inFile() {
        return newFile(image);
    }

    /** Creates a database with the whole schema in the memory of a single connection. */
    public DatabaseHandle inMemory() {
        return SqliteMemory.ofOneConnection(memory, imageForMemory, this::nextFile);
    }

    /** Creates a database with the whole schema in memory shared by connections. */
    public DatabaseHandle inSharedMemory() {
        return SqliteMemory.shared(nextName(), templateForMemory, this::nextFile);
    }

    /** Creates a database without tables in a file. */
    public DatabaseHandle empty() {
        return newFile(new byte[0]);
    }

    private SqliteFile newFile(byte[] content) {
        SqliteFile file = nextFile();
        file.write(content);
        return file;
    }

    private SqliteFile nextFile() {
        return file(nextName());
    }

    private SqliteFile file(String name) {
        return new SqliteFile(directory.resolve(name + ".db"), directory);
    }

    private String nextName() {
        return directory.name() + prefix + count.incrementAndGet();
    }
}
