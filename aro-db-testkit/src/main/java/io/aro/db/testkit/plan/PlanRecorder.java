package io.aro.db.testkit.plan;

import io.aro.db.testkit.jdbc.Action;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the planner about each statement just before it runs, on its own connection and with its own values.
 *
 * <p>PostgreSQL reads a table of few rows from end to end whatever indexes there are, so it is asked with that way made
 * dear: what it reads whole then, no index serves. SQLite counts on large tables as long as nobody has analysed them.
 */
public final class PlanRecorder implements JdbcInterceptor {

    private static final Pattern PLANNED = Pattern.compile(
            "\\A\\s*(select|insert|update|delete|with|values)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final boolean postgres;
    private volatile @Nullable List<Plan> running;

    /** Returns a recorder for statements to PostgreSQL, or to SQLite. */
    public PlanRecorder(boolean postgres) {
        this.postgres = postgres;
    }

    /**
     * Runs the action and returns the plans of what it has sent, in that order; statements without a plan, such as those
     * that define tables, are left out.
     *
     * @throws IllegalStateException if a recording is already running
     */
    public synchronized <X extends Exception> List<Plan> recording(Action<X> action) throws X {
        if (running != null) {
            throw new IllegalStateException("Plans are recorded for one action at a time; end the outer one first.");
        }
        List<Plan> plans = new CopyOnWriteArrayList<>();
        running = plans;
        try {
            action.run();
        } finally {
            running = null;
        }
        return List.copyOf(plans);
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        List<Plan> plans = running;
        if (plans != null
                && call.kind() == Kind.EXECUTE
                && PLANNED.matcher(call.sql()).matches()) {
            plans.add(planOf(call));
        }
        return call.proceed();
    }

    private Plan planOf(JdbcCall call) throws SQLException {
        Connection connection = call.connection();
        if (!postgres) {
            return Plan.of(connection, false, call.sql(), call::bindTo);
        }
        try (Statement settings = connection.createStatement()) {
            settings.execute("SET enable_seqscan = off");
            try {
                return Plan.of(connection, true, call.sql(), call::bindTo);
            } finally {
                settings.execute("RESET enable_seqscan");
            }
        }
    }
}
