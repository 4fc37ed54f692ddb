package io.aro.db.examples.benchmarks.peers.database;

import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A SQLite connection with immediate transactions, without a lock after a commit.
 *
 * <p>The driver begins the next transaction with each commit. The library avoids that lock, as a careful engineer
 * does.
 */
final class DeferredAfterCommit extends JDBC4Connection {

    private DeferredAfterCommit(String url, Properties settings) throws SQLException {
        super(url, url.substring(JDBC.PREFIX.length()), settings);
    }

    /** Returns a source of such connections. */
    static SQLiteDataSource source(SQLiteConfig settings) {
        settings.setTransactionMode(TransactionMode.IMMEDIATE);
        return new SQLiteDataSource(settings) {
            @Override
            public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
                    throws SQLException {
                return new DeferredAfterCommit(getUrl(), getConfig().toProperties());
            }
        };
    }

    @Override
    public void commit() throws SQLException {
        getConnectionConfig().setTransactionMode(TransactionMode.DEFERRED);
        try {
            super.commit();
        } finally {
            getConnectionConfig().setTransactionMode(TransactionMode.IMMEDIATE);
        }
    }

    @Override
    public void rollback() throws SQLException {
        getConnectionConfig().setTransactionMode(TransactionMode.DEFERRED);
        try {
            super.rollback();
        } finally {
            getConnectionConfig().setTransactionMode(TransactionMode.IMMEDIATE);
        }
    }
}
