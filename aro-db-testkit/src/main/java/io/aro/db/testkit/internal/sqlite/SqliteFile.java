package io.aro.db.testkit.internal.sqlite;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.SqliteConfig.Durability;
import io.aro.db.error.UnavailableException;
import io.aro.db.testkit.internal.run.DatabaseHandle;
import io.aro.db.testkit.internal.run.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A database in a file with a write-ahead log, for concurrent readers beside a writer.
 *
 * @param path the file
 * @param directory the work directory of the run, parent of the file
 */
record SqliteFile(Path path, WorkDirectory directory) implements DatabaseHandle {

    @Override
    public String jdbcUrl() {
        return "jdbc:sqlite:" + path;
    }

    @Override
    public DataSource dataSource() {
        SQLiteConfig config = SqliteDatabases.settings();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(jdbcUrl());
        return source;
    }

    /** Opens the database without waiting for the disk; durability after a power failure is irrelevant in tests. */
    @Override
    public AroDatabase open(
            UnaryOperator<AroDatabaseConfig> timeLimits,
            InstantSource clock,
            Random random,
            UnaryOperator<DataSource> decorator) {
        return AroDatabase.open(timeLimits.apply(SqliteConfig.file(path)
                .withDurability(Durability.NORMAL)
                .withClock(clock)
                .withRandom(random)
                .withPlaintextSecrets()
                .withDecorator(decorator)));
    }

    /** Returns the content of the file. */
    byte[] read() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UnavailableException("The template " + path + " cannot be read.", e);
        }
    }

    /** Creates or replaces the file. */
    void write(byte[] content) {
        try {
            Files.write(path, content);
        } catch (IOException e) {
            throw new UnavailableException("The database " + path + " cannot be written.", e);
        }
    }

    @Override
    public void drop() {
        try {
            for (String suffix : new String[] {"", "-wal", "-shm", "-journal", ".lock"}) {
                Files.deleteIfExists(Path.of(path + suffix));
            }
        } catch (IOException e) {
            throw new UnavailableException("The database " + path + " cannot be deleted.", e);
        }
    }

    /** Preserves the file after the run. */
    @Override
    public String keep() {
        directory.keep(path);
        return "sqlite3 " + path;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
