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

/** A call on its way to the database. */
public final class JdbcCall {

    private static final Pattern QUOTES = Pattern.compile("[\"`]");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** A semicolon that is not within quotes: an even number of them follows. */
    private static final Pattern SEPARATOR = Pattern.compile(";(?=(?:[^']*'[^']*')*[^']*\\z)");

    private final Kind kind;
    private final String sql;
    private final Object target;
    private final @Nullable Connection connection;
    private final List<Binding> bindings;
    private final Invocation invocation;

    /** The effect of a call. */
    public enum Kind {
        /** Asks a data source for a connection. */
        CONNECT,
        /** Makes a statement. */
        PREPARE,
        /** Runs a statement, or a batch of them. */
        EXECUTE,
        /** Leaves it to the caller to end transactions from now on. */
        BEGIN,
        /** Lets each statement commit by itself from now on, and commits what is open. */
        END,
        /** Commits by name. */
        COMMIT,
        /** Rolls a whole transaction back. */
        ROLLBACK,
        /** Rolls a transaction back to a savepoint. */
        ROLLBACK_TO_SAVEPOINT,
        /** Closes a statement. */
        CLOSE_STATEMENT,
        /** Closes a connection, or gives it back to its pool. */
        CLOSE_CONNECTION;

        /** Returns the kind of a call by the name of its method; null for a method that sends nothing and frees nothing. */
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

    /** Returns the text of the statement that is prepared or executed, and "a batch" for several that are not prepared. */
    public String sql() {
        return sql;
    }

    /** Returns {@link #sql} for comparisons: without quotes of names, in lower case, with single spaces. */
    public String plainSql() {
        return plain(sql);
    }

    /** Returns SQL for comparisons: without quotes of names, in lower case, with single spaces. */
    public static String plain(String sql) {
        return QUOTES.matcher(WHITE_SPACE.matcher(sql).replaceAll(" "))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the statements of a text, of which PostgreSQL takes several at once. */
    public static List<String> statements(String sql) {
        return SEPARATOR
                .splitAsStream(sql)
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** Returns the connection, the statement or the data source that is called, as it is without interceptors. */
    public Object target() {
        return target;
    }

    /**
     * Returns the connection that the call is on, as it is without interceptors, so that what is done on it does not come
     * by.
     *
     * @throws IllegalStateException if the call asks for a connection
     */
    public Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("A call of the kind " + kind + " is not on a connection yet.");
        }
        return connection;
    }

    /** Makes the call, and returns what it returns. */
    public @Nullable Object proceed() throws SQLException {
        return invocation.run();
    }

    /** Returns the call with an interceptor between it and the database. */
    JdbcCall goingOnBy(JdbcInterceptor next) {
        return new JdbcCall(kind, sql, target, connection, bindings, () -> next.intercept(this));
    }

    /** Gives another statement with the same parameters the values that this one runs with. */
    public void bindTo(PreparedStatement other) throws SQLException {
        for (Binding binding : bindings) {
            binding.applyTo(other);
        }
    }

    @Override
    public String toString() {
        return sql.isEmpty() ? kind.name() : kind + " " + sql;
    }

    /** The rest of the way to the database. */
    @FunctionalInterface
    interface Invocation {

        @Nullable
        Object run() throws SQLException;
    }

    /** A value given to a prepared statement, and the setter that took it. */
    record Binding(Method setter, List<@Nullable Object> arguments) {

        /** Returns the value that the call gives to the statement; null if it gives none. */
        static @Nullable Binding of(Object target, Method method, @Nullable Object @Nullable [] arguments) {
            boolean isSetter = target instanceof PreparedStatement
                    && method.getName().startsWith("set")
                    && method.getParameterCount() > 1
                    && method.getParameterTypes()[0] == int.class;
            return isSetter && arguments != null ? new Binding(method, Arrays.asList(arguments.clone())) : null;
        }

        /** Returns the parameter of the statement that the value is for. */
        Object parameter() {
            return Objects.requireNonNull(arguments.get(0));
        }

        private void applyTo(PreparedStatement statement) throws SQLException {
            JdbcProxy.send(statement, setter, arguments.toArray());
        }
    }
}
