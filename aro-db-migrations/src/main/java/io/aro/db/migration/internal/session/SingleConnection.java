package io.aro.db.migration.internal.session;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source with a single connection. Some methods of a borrowed connection do nothing, such as {@code close}.
 *
 * @param connection the connection, closed by its creator
 * @param ignored the names of the methods without an effect
 */
public record SingleConnection(Connection connection, Set<String> ignored) implements DataSource {

    private static final String SET_ROLE = "SET ROLE '";
    private static final String CLOSE = "close";

    /** Returns a data source with the connection. */
    public static SingleConnection of(Connection connection) {
        return new SingleConnection(connection, Set.of(CLOSE));
    }

    /** Returns a data source with a connection that stays in its transaction. */
    static SingleConnection inTransaction(Connection connection) {
        return new SingleConnection(connection, Set.of(CLOSE, "setAutoCommit", "commit", "rollback"));
    }

    @Override
    public Connection getConnection() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (ignored.contains(method.getName())) {
                        return null;
                    }
                    if (method.getName().equals("prepareStatement") && arguments[0] instanceof String sql) {
                        arguments[0] = withRoleQuoted(sql);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Quotes the role name in Flyway's statement to restore the role; Flyway does not escape quotes. */
    private static String withRoleQuoted(String sql) {
        if (!sql.startsWith(SET_ROLE) || !sql.endsWith("'")) {
            return sql;
        }
        String role = sql.substring(SET_ROLE.length(), sql.length() - 1);
        return SET_ROLE + role.replace("'", "''") + "'";
    }

    @Override
    public Connection getConnection(String user, String password) {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
