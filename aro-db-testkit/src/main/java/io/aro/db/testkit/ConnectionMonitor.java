package io.aro.db.testkit;

import io.aro.db.testkit.jdbc.Action;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import io.aro.db.testkit.jdbc.LeakDetector;
import io.aro.db.testkit.jdbc.StatementCounter;
import io.aro.db.testkit.jdbc.Statements;
import io.aro.db.testkit.plan.Plan;
import io.aro.db.testkit.plan.PlanRecorder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A monitor of all connections of a database: leaks always, statements and plans on demand. */
final class ConnectionMonitor {

    /** The time for background threads to close their resources after a test. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(1);

    /** The maximum number of reads in a message. */
    private static final int SHOWN_READS = 5;

    /** The maximum number of characters of a statement in a message. */
    private static final int SHOWN_SQL = 400;

    private static final Pattern COLUMNS = Pattern.compile("\\Aselect .{80,}? from ");

    private final LeakDetector leaks = LeakDetector.create();
    private final JdbcInterceptor interceptor = leaks.before(this::observed);
    private final Engine engine;
    private @Nullable StatementCounter counter;
    private @Nullable PlanRecorder planner;
    private volatile @Nullable JdbcInterceptor observer;

    ConnectionMonitor(Engine engine) {
        this.engine = engine;
    }

    /** Returns the interceptor for each data source. */
    JdbcInterceptor interceptor() {
        return interceptor;
    }

    private @Nullable Object observed(JdbcCall call) throws SQLException {
        JdbcInterceptor present = observer;
        return present == null ? call.proceed() : present.intercept(call);
    }

    private synchronized StatementCounter counter() {
        StatementCounter present = counter;
        if (present == null) {
            present = StatementCounter.create();
            counter = present;
            add(present);
        }
        return present;
    }

    private synchronized PlanRecorder planner() {
        PlanRecorder present = planner;
        if (present == null) {
            present = new PlanRecorder(engine.isPostgres());
            planner = present;
            add(present);
        }
        return present;
    }

    private void add(JdbcInterceptor next) {
        JdbcInterceptor present = observer;
        observer = present == null ? next : present.before(next);
    }

    <X extends Exception> Statements counting(Action<X> action) throws X {
        return counter().counting(action);
    }

    <X extends Exception> Statements assertStatements(int expected, Action<X> action) throws X {
        Statements sent = counting(action);
        if (sent.count() != expected) {
            throw new AssertionError(String.format(
                    Locale.ROOT,
                    "Expected %s %s, but %s went to the database:%s",
                    expected,
                    expected == 1 ? "statement" : "statements",
                    sent.count(),
                    sent));
        }
        return sent;
    }

    <X extends Exception> List<Plan> assertUsesIndexes(Action<X> action, String... smallTables) throws X {
        Set<String> small = Set.copyOf(Arrays.asList(smallTables));
        List<Plan> plans = planner().recording(action);
        if (plans.isEmpty()) {
            throw new AssertionError("The action sent no statement with a query plan; run at least one.");
        }
        List<String> unserved =
                plans.stream().flatMap(plan -> unserved(plan, small)).distinct().toList();
        if (!unserved.isEmpty()) {
            throw new AssertionError("Add an index, or name the table if it stays small. Read from end to end:"
                    + unserved.stream().limit(SHOWN_READS).collect(Collectors.joining())
                    + (unserved.size() > SHOWN_READS ? "\n  and " + (unserved.size() - SHOWN_READS) + " more" : ""));
        }
        return plans;
    }

    private static Stream<String> unserved(Plan plan, Set<String> small) {
        return plan.wholeReads().stream()
                .filter(read -> !small.contains(read.table()))
                .map(read -> String.format(
                        Locale.ROOT,
                        "\n  %s, since %s\n    by %s\n    of %s",
                        read.table(),
                        read.cause(),
                        read.step(),
                        abbreviated(plan.sql())));
    }

    /** Shortens a long column list, then the middle of a long statement. */
    private static String abbreviated(String sql) {
        String shown = COLUMNS.matcher(sql).replaceFirst("select … from ");
        return shown.length() <= SHOWN_SQL
                ? shown
                : shown.substring(0, SHOWN_SQL / 2) + " … " + shown.substring(shown.length() - SHOWN_SQL / 2);
    }

    void assertNoLeaks() {
        leaks.assertNone(GRACE_PERIOD);
    }
}
