package io.aro.db.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts what goes to a database through a data source, so that a test can say how many statements something takes.
 *
 * <p>Every execution counts, whichever thread it is on; a batch counts once.
 */
public final class StatementCounter {

    private final DataSource counted;
    private volatile @Nullable Statements running;

    private StatementCounter(DataSource dataSource) {
        this.counted = proxy(DataSource.class, (call, given) -> callSource(dataSource, call, given));
    }

    /** Returns a counter over the source; what does not go through {@link #dataSource} is not counted. */
    public static StatementCounter over(DataSource dataSource) {
        return new StatementCounter(dataSource);
    }

    /** Returns the source to use in place of the original. */
    public DataSource dataSource() {
        return counted;
    }

    /**
     * Runs the action and returns what it has sent to the database.
     *
     * @throws IllegalStateException if a count is already running, since the two would not add up
     */
    public synchronized <X extends Exception> Statements counting(Action<X> action) throws X {
        if (running != null) {
            throw new IllegalStateException(
                    "Statements are counted for one action at a time; end the outer count first.");
        }
        Statements statements = new Statements();
        running = statements;
        try {
            action.run();
        } finally {
            running = null;
        }
        return statements;
    }

    /**
     * Is what a count runs.
     *
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface Action<X extends Exception> {

        /** Does what is counted. */
        void run() throws X;
    }

    private @Nullable Object callSource(DataSource original, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object result = invoke(original, method, arguments);
        return result instanceof Connection connection
                ? proxy(Connection.class, (call, given) -> callConnection(connection, call, given))
                : result;
    }

    private @Nullable Object callConnection(Connection original, Method method, Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "commit" -> count(Statements::committed);
            case "rollback" -> count(Statements::rolledBack);
            default -> {}
        }
        Object result = invoke(original, method, arguments);
        if (result instanceof PreparedStatement prepared && arguments != null) {
            String sql = String.valueOf(arguments[0]);
            return proxy(PreparedStatement.class, (call, given) -> callStatement(prepared, call, given, sql));
        }
        return result instanceof Statement statement
                ? proxy(Statement.class, (call, given) -> callStatement(statement, call, given, "a batch"))
                : result;
    }

    /** Counts before the call, because a statement that fails was sent as well. */
    private @Nullable Object callStatement(
            Statement original, Method method, Object @Nullable [] arguments, String prepared) throws Throwable {
        if (method.getName().startsWith("execute")) {
            String sql = arguments == null ? prepared : String.valueOf(arguments[0]);
            count(statements -> statements.executed(sql));
        }
        return invoke(original, method, arguments);
    }

    private void count(Consumer<Statements> event) {
        Statements statements = running;
        if (statements != null) {
            event.accept(statements);
        }
    }

    private static @Nullable Object invoke(Object original, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(original, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, Call call) {
        ClassLoader loader = StatementCounter.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(
                loader, new Class<?>[] {type}, (self, method, arguments) -> call.run(method, arguments)));
    }

    private interface Call {

        @Nullable
        Object run(Method method, Object @Nullable [] arguments) throws Throwable;
    }
}
