package io.aro.db.internal.pool;

import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite connection with immediate transactions: the write lock is held from begin to end of each transaction.
 *
 * <p>The driver begins the next transaction as part of each commit. With immediate transactions, that takes the write
 * lock again. Behind another writer, a successful commit would wait and could even fail, as if nothing were written.
 * Here, the transaction after a commit or a rollback therefore begins without a lock.
 */
public final class SqliteWriter extends CachingConnection {

    private SqliteWriter(String url, Properties settings) throws SQLException {
        super(url, settings);
    }

    /** Returns a data source of such connections. Changes the transaction mode of the given settings. */
    public static SQLiteDataSource source(String url, SQLiteConfig settings) {
        settings.setTransactionMode(TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(settings) {
            @Override
            public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
                    throws SQLException {
                return new SqliteWriter(getUrl(), getConfig().toProperties());
            }
        };
        source.setUrl(url);
        return source;
    }

    @Override
    public void commit() throws SQLException {
        end(super::commit);
    }

    @Override
    public void rollback() throws SQLException {
        end(super::rollback);
    }

    private void end(End end) throws SQLException {
        getConnectionConfig().setTransactionMode(TransactionMode.DEFERRED);
        try {
            end.run();
        } finally {
            getConnectionConfig().setTransactionMode(TransactionMode.IMMEDIATE);
        }
    }

    /** Commit or rollback of a transaction. */
    @FunctionalInterface
    private interface End {

        void run() throws SQLException;
    }
}
