package io.aro.db.internal.pool;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A SQLite connection with a cache of compiled statements.
 *
 * <p>SQLite compiles a statement in 10 to 60 µs, longer than most of ours run. A closed statement therefore remains
 * compiled for the next user of the same text. Each user gets a new JDBC object, so a stale one has no effect.
 */
public sealed class CachingConnection extends JDBC4Connection permits SqliteWriter {

    private final StatementCache cache = new StatementCache();
    private long compilations;

    CachingConnection(String url, Properties settings) throws SQLException {
        super(url, url.substring(JDBC.PREFIX.length()), settings);
    }

    /** Prepares a statement. All other overloads come here, and the driver ignores their further arguments. */
    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        checkOpen();
        checkCursor(type, concurrency, holdability);
        synchronized (getDatabase()) {
            CompiledStatement idle = cache.find(sql);
            if (idle == null) {
                return compile(sql);
            }
            PreparedStatement statement = new CachedStatement(this, cache, idle);
            cache.remove(idle);
            return statement;
        }
    }

    private PreparedStatement compile(String sql) throws SQLException {
        JDBC4PreparedStatement statement = new JDBC4PreparedStatement(this, sql);
        compilations++;
        return CompiledStatement.isReusable(sql)
                ? new CachedStatement(this, cache, CompiledStatement.of(statement, sql))
                : statement;
    }

    /** Returns the number of statements compiled so far, without the driver's own, such as BEGIN and COMMIT. */
    public long compilations() {
        synchronized (getDatabase()) {
            return compilations;
        }
    }

    /** Returns the number of compiled statements out of use. */
    int idleStatements() {
        synchronized (getDatabase()) {
            return cache.size();
        }
    }
}
