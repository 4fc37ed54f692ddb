package io.aro.db.internal.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * The limits of the login to the servers of a URL. A frozen server leaves time for the others.
 *
 * <p>A frozen server accepts a connection and does not answer. The driver waits for its answer about TLS, and then once
 * more without TLS.
 *
 * @param servers the number of servers in the URL
 * @param login the limit for all servers together
 * @param socket the limit of an answer after the login
 */
record LoginLimits(long servers, Duration login, Duration socket) {

    private static final String SCHEME = "jdbc:postgresql://";

    static LoginLimits of(String url, Duration login, Duration socket) {
        int path = url.indexOf('/', Math.min(SCHEME.length(), url.length()));
        String hosts = url.substring(0, path < 0 ? url.length() : path);
        return new LoginLimits(1 + hosts.chars().filter(c -> c == ',').count(), login, socket);
    }

    /** Puts the limits into the settings of the driver. */
    void set(Properties settings) {
        settings.setProperty("loginTimeout", seconds(login));
        settings.setProperty("connectTimeout", seconds(each()));
        settings.setProperty("socketTimeout", seconds(untilLogin()));
        if (servers > 1) {
            settings.setProperty("sslResponseTimeout", Long.toString(each().toMillis()));
        }
    }

    /** Gives a connection the limit after the login; a limit in the URL stays. */
    void end(Connection connection) throws SQLException {
        long during = 1000L * Long.parseLong(seconds(untilLogin()));
        if (servers > 1 && connection.getNetworkTimeout() == during) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(socket.toMillis()));
        }
    }

    private Duration untilLogin() {
        return servers > 1 ? each() : socket;
    }

    private Duration each() {
        return servers > 1 ? login.dividedBy(2 * servers) : login;
    }

    private static String seconds(Duration limit) {
        return Long.toString(Math.ceilDiv(limit.toMillis(), 1000L));
    }
}
