package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.SqliteConfig.Durability;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Is a database in a file, with a write-ahead log, so that readers and a writer work at the same time. */
record SqliteFile(Path path) implements DatabaseHandle {

    private static final int BUSY_TIMEOUT_MILLIS = 30_000;

    @Override
    public String jdbcUrl() {
        return "jdbc:sqlite:" + path;
    }

    @Override
    public DataSource dataSource() {
        SQLiteConfig config = settings();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(jdbcUrl());
        return source;
    }

    /** Does without waiting for the disk, because nobody needs the database of a test after a power cut. */
    @Override
    public AroDatabase open(InstantSource clock, Random random, UnaryOperator<DataSource> decorator) {
        return AroDatabase.open(SqliteConfig.file(path)
                .withDurability(Durability.NORMAL)
                .withTimeLimits(PatientConfig.limits())
                .withClock(clock)
                .withRandom(random)
                .withPlaintextSecrets()
                .withDecorator(decorator));
    }

    /** Returns what every connection to a test database needs. */
    static SQLiteConfig settings() {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        return config;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
