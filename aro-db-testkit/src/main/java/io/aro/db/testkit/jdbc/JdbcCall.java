package io.aro.db.testkit.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A JDBC call on its way to the database. */
public final class JdbcCall {

    private static final Pattern QUOTES = Pattern.compile("[\"`]");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** A semicolon outside of quotes, followed by an even number of quotes. */
    private static final Pattern SEPARATOR = Pattern.compile(";(?=(?:[^']*'[^']*')*[^']*\\z)");

    private final Kind kind;
    private final String sql;
    private final Object target;
    private final @Nullable Connection connection;
    private final List<Binding> bindings;
    private final Invocation invocation;

    /** The effect of a call. */
    public enum Kind {
        /** Requests a connection from a data source. */
        CONNECT,
        /** Creates a statement. */
        PREPARE,
        /** Executes a statement or a batch. */
        EXECUTE,
        /** Turns auto-commit off. */
        BEGIN,
        /** Turns auto-commit on, which commits an open transaction. */
        END,
        /** Commits explicitly. */
        COMMIT,
        /** Rolls back a whole transaction. */
        ROLLBACK,
        /** Rolls back to a savepoint. */
        ROLLBACK_TO_SAVEPOINT,
        /** Closes a statement. */
        CLOSE_STATEMENT,
        /** Closes a connection, or returns a pooled connection to its pool. */
        CLOSE_CONNECTION;

        /** Returns the kind of a call by the method name; null for any other method. */
        static @Nullable Kind of(Object target, String method, @Nullable Object @Nullable [] arguments) {
            return switch (target) {
                case Connection connection -> ofConnection(method, arguments);
                case Statement statement -> ofStatement(method);
                case DataSource source -> method.equals("getConnection") ? CONNECT : null;
                default -> null;
            };
        }

        private static @Nullable Kind ofConnection(String method, @Nullable Object @Nullable [] arguments) {
            return switch (method) {
                case "createStatement", "prepareStatement", "prepareCall" -> PREPARE;
                case "setAutoCommit" -> arguments != null && Boolean.FALSE.equals(arguments[0]) ? BEGIN : END;
                case "commit" -> COMMIT;
                case "rollback" -> arguments == null ? ROLLBACK : ROLLBACK_TO_SAVEPOINT;
                case "close", "abort" -> CLOSE_CONNECTION;
                default -> null;
            };
        }

        private static @Nullable Kind ofStatement(String method) {
            if (method.startsWith("execute")) {
                return EXECUTE;
            }
            return method.equals("close") ? CLOSE_STATEMENT : null;
        }
    }

    JdbcCall(
            Kind kind,
            String sql,
            Object target,
            @Nullable Connection connection,
            Collection<Binding> bindings,
            Invocation invocation) {
        this.kind = kind;
        this.sql = sql;
        this.target = target;
        this.connection = connection;
        this.bindings = List.copyOf(bindings);
        this.invocation = invocation;
    }

    /** Returns the effect of the call. */
    public Kind kind() {
        return kind;
    }

    /** Returns the text of the prepared or executed statement; "a batch" for several unprepared statements. */
    public String sql() {
        return sql;
    }

    /** Returns {@link #sql} normalized for comparisons: lower case, single spaces, no quotes around names. */
    public String plainSql() {
        return plain(sql);
    }

    /** Returns SQL normalized for comparisons: lower case, single spaces, no quotes around names. */
    public static String plain(String sql) {
        return QUOTES.matcher(WHITE_SPACE.matcher(sql).replaceAll(" "))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** Splits a text into its statements; PostgreSQL accepts several in one call. */
    public static List<String> statements(String sql) {
        return SEPARATOR
                .splitAsStream(sql)
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** Returns the called connection, statement or data source, without interceptors. */
    public Object target() {
        return target;
    }

    /**
     * Returns the connection of the call, without interceptors; calls on this connection are not intercepted.
     *
     * @throws IllegalStateException if the call requests a connection
     */
    public Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("A call of the kind " + kind + " is not on a connection yet.");
        }
        return connection;
    }

    /** Makes the call and returns its result. */
    public @Nullable Object proceed() throws SQLException {
        return invocation.run();
    }

    /** Returns the call with an interceptor in front of the database. */
    JdbcCall goingOnBy(JdbcInterceptor next) {
        return new JdbcCall(kind, sql, target, connection, bindings, () -> next.intercept(this));
    }

    /** Binds this call's parameter values to another statement with the same parameters. */
    public void bindTo(PreparedStatement other) throws SQLException {
        for (Binding binding : bindings) {
            binding.applyTo(other);
        }
    }

    @Override
    public String toString() {
        return sql.isEmpty() ? kind.name() : kind + " " + sql;
    }

    /** The remaining path to the database. */
    @FunctionalInterface
    interface Invocation {

        @Nullable
        Object run() throws SQLException;
    }

    /** A parameter value of a prepared statement, with its setter. */
    record Binding(Method setter, List<@Nullable Object> arguments) {

        /** Returns the binding made by the call; null for any other method. */
        static @Nullable Binding of(Object target, Method method, @Nullable Object @Nullable [] arguments) {
            boolean isSetter = target instanceof PreparedStatement
                    && method.getName().startsWith("set")
                    && method.getParameterCount() > 1
                    && method.getParameterTypes()[0] == int.class;
            return isSetter && arguments != null ? new Binding(method, Arrays.asList(arguments.clone())) : null;
        }

        /** Returns the parameter of the value: its index from 1. */
        Object parameter() {
            return Objects.requireNonNull(arguments.get(0));
        }

        private void applyTo(PreparedStatement statement) throws SQLException {
            JdbcProxy.send(statement, setter, arguments.toArray());
        }
    }
}
