package io.aro.db.internal.pool;

import io.aro.db.connection.Pooling;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.error.internal.RefusedStartUp;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A maker of connections to one PostgreSQL server, which notices a pooler. Thread-safe.
 *
 * <p>Behind a pooler a connection has no session options, and prepares no statements on the server unless the URL says
 * so. A pooler found once is expected from then on.
 */
final class PostgresMaker implements Pool.Maker {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresMaker.class);

    private final PostgresConfig config;
    private final String url;
    private final LoginLimits login;
    private final Properties direct;
    private final Properties pooled;
    private volatile Pooling pooling;
    private volatile @Nullable PostgresRoute route;

    /**
     * Creates the maker.
     *
     * @param settings the driver settings; settings in the URL override them
     */
    PostgresMaker(PostgresConfig config, String url, Properties settings, LoginLimits login) {
        this.config = config;
        this.url = url;
        this.login = login;
        this.direct = settings;
        login.set(settings);
        this.pooled = new Properties();
        pooled.putAll(settings);
        pooled.setProperty("prepareThreshold", "0");
        this.pooling = config.pooling();
    }

    @Override
    public @Nullable PostgresRoute route() {
        return route;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection made = open();
        login.end(made);
        return made;
    }

    private Connection open() throws SQLException {
        return switch (pooling) {
            case POOLED -> known(DriverManager.getConnection(url, pooled), true);
            case DIRECT -> known(DriverManager.getConnection(limited(), direct), false);
            case DETECTED -> detected();
        };
    }

    private String limited() throws SQLException {
        return LimitedUrl.of(url, config.timeLimits());
    }

    /** Connects as to the server itself. Connects anew if a pooler refuses the options or answers for the server. */
    private Connection detected() throws SQLException {
        Connection connection;
        try {
            connection = DriverManager.getConnection(limited(), direct);
        } catch (SQLException e) {
            if (RefusedStartUp.isCauseOf(e)) {
                return behindPooler();
            }
            throw e;
        }
        PostgresRoute found = ask(connection);
        if (found.isPooled()) {
            connection.close();
            return behindPooler();
        }
        note(found);
        return connection;
    }

    private Connection behindPooler() throws SQLException {
        PostgresRoute before = route;
        if (before != null) {
            LOG.warn(
                    "A connection to {} passes through a pooler, unlike the first; open the database again, to limit its"
                            + " statements.",
                    before.database());
        }
        pooling = Pooling.POOLED;
        return open();
    }

    /** Returns a connection of a known kind. Only the first is asked for its database and its schema. */
    private Connection known(Connection connection, boolean isPooled) throws SQLException {
        if (route == null) {
            note(ask(connection).withPooled(isPooled));
        }
        return connection;
    }

    private void note(PostgresRoute found) {
        if (route == null) {
            route = found;
        }
    }

    private PostgresRoute ask(Connection connection) throws SQLException {
        try {
            return PostgresRoute.of(connection, config.schema());
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
