package io.aro.db.testkit.jdbc;

import io.aro.db.testkit.jdbc.JdbcCall.Binding;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of a data source, a connection or a statement that sends calls through an interceptor.
 *
 * @param target the original
 * @param connection the connection of the target; null for a data source
 * @param connectionProxy the proxy of the connection, if the target is a statement; otherwise null
 * @param sql the text of a prepared statement; "a batch" for a plain statement; empty for any other target
 * @param bindings the bound values by parameter
 */
record JdbcProxy(
        JdbcInterceptor interceptor,
        Object target,
        @Nullable Connection connection,
        @Nullable Object connectionProxy,
        String sql,
        Map<Object, Binding> bindings)
        implements InvocationHandler {

    static DataSource of(DataSource original, JdbcInterceptor interceptor) {
        return as(DataSource.class, new JdbcProxy(interceptor, original, null, null, "", Map.of()));
    }

    private static <T> T as(Class<T> type, JdbcProxy handler) {
        ClassLoader loader = JdbcProxy.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        String name = method.getName();
        if (name.equals("equals") && arguments != null) {
            return isSame(self, arguments[0]);
        }
        if (name.equals("getConnection") && connectionProxy != null) {
            return connectionProxy;
        }
        Kind kind = Kind.of(target, name, arguments);
        if (kind == null) {
            remember(method, arguments);
            return send(target, method, arguments);
        }
        return intercepted(self, kind, method, arguments);
    }

    /** Makes the call and throws the exceptions of the method itself. */
    static @Nullable Object send(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            switch (e.getTargetException()) {
                case SQLException refused -> throw refused;
                case RuntimeException failed -> throw failed;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getTargetException());
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // Implements equals as identity.
    private static boolean isSame(Object self, @Nullable Object other) {
        return self == other;
    }

    private @Nullable Object intercepted(Object self, Kind kind, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        String text = kind == Kind.EXECUTE || kind == Kind.PREPARE ? sqlOf(arguments) : "";
        Collection<Binding> values = kind == Kind.EXECUTE ? bindings.values() : List.of();
        Object result = interceptor.intercept(
                new JdbcCall(kind, text, target, connection, values, () -> send(target, method, arguments)));
        return wrapped(self, result, text);
    }

    private String sqlOf(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : sql;
    }

    private void remember(Method method, @Nullable Object @Nullable [] arguments) {
        Binding binding = Binding.of(target, method, arguments);
        if (binding != null) {
            bindings.put(binding.parameter(), binding);
        }
    }

    private @Nullable Object wrapped(Object self, @Nullable Object result, String text) {
        return switch (result) {
            case Connection lent -> as(Connection.class, new JdbcProxy(interceptor, lent, lent, null, "", Map.of()));
            case PreparedStatement prepared ->
                as(
                        PreparedStatement.class,
                        new JdbcProxy(interceptor, prepared, connection, self, text, new TreeMap<>()));
            case Statement statement ->
                as(Statement.class, new JdbcProxy(interceptor, statement, connection, self, "a batch", Map.of()));
            case null, default -> result;
        };
    }
}
