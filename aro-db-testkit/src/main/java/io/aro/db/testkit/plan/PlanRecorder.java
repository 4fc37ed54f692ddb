package io.aro.db.testkit.plan;

import io.aro.db.testkit.jdbc.Action;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A recorder of query plans. It explains each statement just before execution, on the same connection and
 * with the same values.
 *
 * <p>PostgreSQL scans, joins and sorts small tables regardless of indexes. The recorder therefore also
 * explains with these methods disabled: a whole read in each of the plans means a missing index. SQLite
 * assumes large tables until they are analyzed.
 */
public final class PlanRecorder implements JdbcInterceptor {

    private static final Pattern PLANNED = Pattern.compile(
            "\\A[\\s(]*(select|insert|replace|update|delete|merge|with|values|table)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The planner methods of PostgreSQL to disable, one list after the other. */
    private static final List<List<String>> DEAR = List.of(
            List.of("enable_seqscan"),
            List.of("enable_seqscan", "enable_bitmapscan"),
            List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin"),
            List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "enable_bitmapscan"));

    private final boolean postgres;
    private volatile @Nullable List<Plan> running;

    /** Returns a recorder for PostgreSQL or SQLite. */
    public PlanRecorder(boolean postgres) {
        this.postgres = postgres;
    }

    /**
     * Runs the action and returns the plans of its statements, in order. Statements without a plan, such as
     * DDL, are omitted.
     *
     * @throws IllegalStateException if a recording is already running
     */
    public synchronized <X extends Exception> List<Plan> recording(Action<X> action) throws X {
        if (running != null) {
            throw new IllegalStateException(
                    "Plans are recorded for one action at a time; end the outer recording first.");
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

    /** Returns the first plan without a whole read, or else the first plan. */
    private Plan planOf(JdbcCall call) throws SQLException {
        if (!postgres) {
            return Plan.of(call.connection(), false, call.sql(), call::bindTo);
        }
        List<Plan> plans = new ArrayList<>();
        for (List<String> ways : DEAR) {
            Plan plan = planWithout(ways, call);
            if (plan.wholeReads().isEmpty()) {
                return plan;
            }
            plans.add(plan);
        }
        return plans.getFirst();
    }

    private static Plan planWithout(List<String> ways, JdbcCall call) throws SQLException {
        Connection connection = call.connection();
        try (Statement settings = connection.createStatement()) {
            for (String way : ways) {
                settings.execute("SET " + way + " = off");
            }
            try {
                return Plan.of(connection, true, call.sql(), call::bindTo);
            } finally {
                for (String way : ways) {
                    settings.execute("RESET " + way);
                }
            }
        }
    }
}
