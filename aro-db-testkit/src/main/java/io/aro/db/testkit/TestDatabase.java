package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.internal.run.DatabaseHandle;
import io.aro.db.testkit.jdbc.Action;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import io.aro.db.testkit.jdbc.Statements;
import io.aro.db.testkit.plan.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A migrated database of a single test, deleted on close. Thread-safe.
 *
 * <p>{@link #open()} opens the database as an application does, any number of times. {@link #jdbcUrl}, {@link #user}
 * and {@link #password} give access from elsewhere, including other processes. {@link #dataSource} opens plain
 * connections. Connections from {@code open} and {@code dataSource} are monitored: statements can be counted, query
 * plans checked, and leaks are detected.
 *
 * {@snippet id="costs" :
 * database.assertStatements(1, () -> db.appointments().findUpcoming());
 * database.assertUsesIndexes(() -> db.appointments().findUpcoming());
 * }
 */
public final class TestDatabase implements AutoCloseable {

    private final Engine engine;
    private final String version;
    private final DatabaseHandle handle;
    private final TestClock clock = TestClock.create();
    private final ConnectionMonitor monitor;
    private final List<AroDatabase> opened = new ArrayList<>();
    private final List<TestDatabase> others = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();
    private Supplier<TestDatabase> siblings;
    private final List<Runnable> afterwards = new ArrayList<>();
    private int seed;
    private boolean ended;

    TestDatabase(Engine engine, String version, DatabaseHandle handle) {
        this.engine = engine;
        this.version = version;
        this.handle = handle;
        this.monitor = new ConnectionMonitor(engine);
        this.siblings = () -> {
            throw new IllegalStateException("An empty database has no siblings; use TestDatabases.empty.");
        };
    }

    /**
     * Creates an in-memory SQLite database with the schema of aro-db; {@link TestDatabases} creates databases of other
     * kinds.
     *
     * <p>The first call in a process migrates a template, kept until the process ends.
     */
    public static TestDatabase sqlite() {
        return TestDatabases.ofProcess().create(DatabaseSpec.of(Engine.SQLITE).in(SqliteStorage.MEMORY));
    }

    /**
     * Creates a database with the schema of aro-db on the newest supported PostgreSQL.
     *
     * <p>The first call in a process connects to a server or starts a new server. A started server stops with the
     * process.
     *
     * @throws MissingEngineException if this machine has no such server
     */
    public static TestDatabase postgres() {
        return TestDatabases.ofProcess().create(DatabaseSpec.of(Engine.POSTGRES_18));
    }

    /**
     * Creates a database of the given specification, in the same way as {@link #sqlite()} and {@link #postgres()}.
     *
     * @throws MissingEngineException if this machine has no server of the engine, or the run excludes the engine
     */
    public static TestDatabase of(DatabaseSpec spec) {
        return TestDatabases.ofProcess().create(spec);
    }

    /** Returns the engine of the database. */
    public Engine engine() {
        return engine;
    }

    /** Returns the engine with its actual version, such as "PostgreSQL 18.6" or "SQLite 3.53.4". */
    public String version() {
        return version;
    }

    /** Returns the clock of every {@link AroDatabase} opened by {@link #open()}. */
    public TestClock clock() {
        return clock;
    }

    /**
     * Returns the URL without credentials.
     *
     * @throws IllegalStateException if the database is in memory, reachable only by its data source
     */
    public String jdbcUrl() {
        return handle.jdbcUrl();
    }

    /** Returns the user to log in as; empty for SQLite. */
    public String user() {
        return handle.user();
    }

    /** Returns the password of the user; empty without password authentication. */
    public String password() {
        return handle.password();
    }

    /**
     * Returns a source of plain connections, with foreign keys enforced.
     *
     * <p>Each {@code getConnection} opens a new connection. {@link SqliteStorage#MEMORY} has a single connection and
     * lends it to one caller at a time.
     */
    public DataSource dataSource() {
        return monitor.interceptor().over(handle.dataSource());
    }

    /** Opens the database on its test clock. {@link #close} closes the result as well. */
    public AroDatabase open() {
        return open(clock);
    }

    /** Opens the database on another clock. {@link #close} closes the result as well. */
    public AroDatabase open(InstantSource otherClock) {
        return open(otherClock, monitor.interceptor());
    }

    /**
     * Opens the database with an interceptor on each JDBC call, such as a counter or a fault. {@link #close} closes the
     * result as well.
     */
    public AroDatabase open(JdbcInterceptor interceptor) {
        return open(clock, monitor.interceptor().before(interceptor));
    }

    private synchronized AroDatabase open(InstantSource time, JdbcInterceptor interceptor) {
        seed++; // Ids repeat from run to run, but never within a database.
        AroDatabase database = handle.open(PatientConfig::of, time, new Random(seed), interceptor::over);
        opened.add(database);
        return database;
    }

    /** Runs the action and returns its statements on this database. */
    public <X extends Exception> Statements counting(Action<X> action) throws X {
        return monitor.counting(action);
    }

    /**
     * Runs the action and returns its statements on this database.
     *
     * @throws AssertionError if the number of statements differs; the message lists them
     */
    public <X extends Exception> Statements assertStatements(int expected, Action<X> action) throws X {
        return monitor.assertStatements(expected, action);
    }

    /**
     * Runs the action, checks that an index serves every read, and returns the query plans.
     *
     * <p>A {@code LIMIT} alone does not bound a read: every row read must count towards the limit, see {@link Plan}.
     * The tables may be empty, see {@link io.aro.db.testkit.plan.PlanRecorder}.
     *
     * @param smallTables tables that may be read from end to end
     * @throws AssertionError if a read of any other table is unbounded, or the action sends no statement; the message
     *     gives the reason
     */
    public <X extends Exception> List<Plan> assertUsesIndexes(Action<X> action, String... smallTables) throws X {
        return monitor.assertUsesIndexes(action, smallTables);
    }

    /**
     * Asserts the absence of open connections, transactions and statements on this database.
     *
     * <p>Under JUnit every test ends with this check, except under {@link AllowLeaks}. Background threads get up to a
     * second to close their resources.
     *
     * @throws AssertionError if a resource stays open; the message shows where the resource was opened
     */
    public void assertNoLeaks() {
        monitor.assertNoLeaks();
    }

    /**
     * Adds a check to run at the end of the test.
     *
     * <p>Under JUnit a check runs after a passed test; a failed or aborted test skips its checks. Without JUnit,
     * {@link #close} runs them. In a database shared by the tests of a class, the checks run after the last test.
     */
    public synchronized void checkAtTheEnd(Runnable check) {
        checks.add(check);
    }

    /** Runs each pending check once, on this database and its siblings. */
    synchronized void makeChecks() {
        List<Runnable> due = List.copyOf(checks);
        checks.clear();
        due.forEach(Runnable::run);
        others.forEach(TestDatabase::makeChecks);
    }

    /** Discards the pending checks; an incomplete test proves nothing about them. */
    synchronized void forgetChecks() {
        checks.clear();
        others.forEach(TestDatabase::forgetChecks);
    }

    /**
     * Returns the query plan of a statement without parameters.
     *
     * <p>On PostgreSQL the plan depends on the rows: a table known to be small is read sequentially.
     */
    public Plan plan(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            return Plan.of(connection, engine.isPostgres(), sql, statement -> {});
        }
    }

    /** Returns a new database of the same kind, closed together with this database. */
    public synchronized TestDatabase sibling() {
        TestDatabase sibling = siblings.get();
        others.add(sibling);
        return sibling;
    }

    synchronized TestDatabase withSiblings(Supplier<TestDatabase> source) {
        siblings = source;
        return this;
    }

    /** Adds an action to run after the database is dropped or kept. */
    synchronized TestDatabase afterItsEnd(Runnable action) {
        afterwards.add(action);
        return this;
    }

    /** Leaves the database in place after {@link #close}, and returns the command to open the database. */
    public synchronized String keep() {
        forgetChecks();
        closeOpened();
        ended = true;
        try {
            return handle.keep();
        } finally {
            afterwards.forEach(Runnable::run);
        }
    }

    /** Closes and deletes the database and its siblings, even with other sessions connected; a kept database stays. */
    @Override
    public synchronized void close() {
        closeOpened();
        if (!ended) {
            ended = true;
            drop();
        }
        try {
            makeChecks();
        } finally {
            others.forEach(TestDatabase::close);
        }
    }

    private void drop() {
        try {
            handle.drop();
        } finally {
            afterwards.forEach(Runnable::run);
        }
    }

    /** Closes every result of {@link #open}. */
    synchronized void closeOpened() {
        opened.forEach(AroDatabase::close);
        opened.clear();
    }

    @Override
    public String toString() {
        return version + " at " + handle;
    }
}
