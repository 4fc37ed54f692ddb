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
 * A database in a file, with a write-ahead log, so that readers and a writer work at the same time.
 *
 * @param path the file
 * @param directory the folder of the run, which the file is in
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

    /** Opens it without waiting for the disk, because nobody needs the database of a test after a power cut. */
    @Override
    public AroDatabase open(
            UnaryOperator<AroDatabaseConfig> patience,
            InstantSource clock,
            Random random,
            UnaryOperator<DataSource> decorator) {
        return AroDatabase.open(patience.apply(SqliteConfig.file(path)
                .withDurability(Durability.NORMAL)
                .withClock(clock)
                .withRandom(random)
                .withPlaintextSecrets()
                .withDecorator(decorator)));
    }

    /** Reads the whole file. */
    byte[] read() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UnavailableException("The template " + path + " cannot be read.", e);
        }
    }

    /** Makes the file, or replaces what is in it. */
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

    /** Lets the file outlive the run. */
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
