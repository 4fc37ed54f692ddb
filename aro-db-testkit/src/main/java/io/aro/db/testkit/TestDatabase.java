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
 * A database of one test: migrated, used by nobody else, and gone when it is closed.
 *
 * <p>{@link #open()} opens it as an application does, as often as wanted. {@link #jdbcUrl}, {@link #user} and {@link
 * #password} open it from anywhere, another process included; {@link #dataSource} opens plain connections. What goes
 * through {@code open} and {@code dataSource} is watched: its statements can be counted, its plans looked at, and what it
 * leaves open is found. It is safe for use by several threads.
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
            throw new IllegalStateException("A database without a schema has no siblings; create another one.");
        };
    }

    /**
     * Creates a SQLite database in memory with the schema of aro-db; see {@link TestDatabases} for any other.
     *
     * <p>The template is made at the first call in this process, and goes with the process.
     */
    public static TestDatabase sqlite() {
        return TestDatabases.ofProcess().create(DatabaseSpec.of(Engine.SQLITE).in(SqliteStorage.MEMORY));
    }

    /**
     * Creates a database with the schema of aro-db on the newest PostgreSQL.
     *
     * <p>The server is looked for, or started, at the first call in this process, and stopped with the process.
     *
     * @throws MissingEngineException if this machine has no such server
     */
    public static TestDatabase postgres() {
        return TestDatabases.ofProcess().create(DatabaseSpec.of(Engine.POSTGRES_18));
    }

    public Engine engine() {
        return engine;
    }

    /** Returns the engine with the version that really runs, such as "PostgreSQL 18.6" or "SQLite 3.53.4". */
    public String version() {
        return version;
    }

    /** Returns the clock by which everything that {@link #open()} opens tells the time. */
    public TestClock clock() {
        return clock;
    }

    /**
     * Returns the URL without credentials.
     *
     * @throws IllegalStateException if the database is in memory, where no URL leads
     */
    public String jdbcUrl() {
        return handle.jdbcUrl();
    }

    /** Returns the user to log in as, which is empty for SQLite. */
    public String user() {
        return handle.user();
    }

    /** Returns the password of the user, which is empty where none is asked for. */
    public String password() {
        return handle.password();
    }

    /**
     * Returns a source of plain connections with foreign keys in force.
     *
     * <p>Each {@code getConnection} opens a new one, but for {@link SqliteStorage#MEMORY}, which has a single one to lend.
     */
    public DataSource dataSource() {
        return monitor.interceptor().over(handle.dataSource());
    }

    /** Opens the database on its test clock; this object closes it at the latest. */
    public AroDatabase open() {
        return open(clock);
    }

    /** Opens the database on another clock; it is closed with this object at the latest. */
    public AroDatabase open(InstantSource otherClock) {
        return open(otherClock, monitor.interceptor());
    }

    /**
     * Opens the database with something in the way of each call, such as a counter or a fault; it is closed with this
     * object at the latest.
     */
    public AroDatabase open(JdbcInterceptor interceptor) {
        return open(clock, monitor.interceptor().before(interceptor));
    }

    private synchronized AroDatabase open(InstantSource time, JdbcInterceptor interceptor) {
        seed++; // Ids are the same in every run, and never twice the same in one database.
        AroDatabase database = handle.open(PatientConfig::of, time, new Random(seed), interceptor::over);
        opened.add(database);
        return database;
    }

    /** Runs the action and returns the statements that it has sent to this database. */
    public <X extends Exception> Statements counting(Action<X> action) throws X {
        return monitor.counting(action);
    }

    /**
     * Runs the action and returns the statements that it has sent to this database.
     *
     * @throws AssertionError if the number of statements differs; the message lists them
     */
    public <X extends Exception> Statements assertStatements(int expected, Action<X> action) throws X {
        return monitor.assertStatements(expected, action);
    }

    /**
     * Runs the action and returns the plans of its statements, as soon as there is an index for each of their reads.
     *
     * <p>A limit alone does not serve a read: each row that is read must count towards it, as {@link Plan} tells. Rows need
     * not be there: see {@link io.aro.db.testkit.plan.PlanRecorder}.
     *
     * @param smallTables tables that may be read from end to end
     * @throws AssertionError if any other is, or no statement was sent; it says why nothing ends the read
     */
    public <X extends Exception> List<Plan> assertUsesIndexes(Action<X> action, String... smallTables) throws X {
        return monitor.assertUsesIndexes(action, smallTables);
    }

    /**
     * Returns if everything that was opened in this database is closed again: connections, transactions, statements.
     *
     * <p>Under JUnit every test ends so, unless it {@link AllowLeaks}. What another thread has open may stay so for a second.
     *
     * @throws AssertionError if something is not; it says where that was opened
     */
    public void assertNoLeaks() {
        monitor.assertNoLeaks();
    }

    /**
     * Adds a check that what was done to this database must pass in the end: under JUnit at the end of a test that has not
     * failed otherwise, elsewhere when the database is closed.
     *
     * <p>Where the tests of a class share a database, the end is that of the class.
     */
    public synchronized void checkAtTheEnd(Runnable check) {
        checks.add(check);
    }

    /** Makes the checks, each once, on this database and its siblings. */
    synchronized void makeChecks() {
        List<Runnable> due = List.copyOf(checks);
        checks.clear();
        due.forEach(Runnable::run);
        others.forEach(TestDatabase::makeChecks);
    }

    /** Forgets the checks, for a test that did not get far enough. */
    synchronized void forgetChecks() {
        checks.clear();
        others.forEach(TestDatabase::forgetChecks);
    }

    /**
     * Returns how the planner would run a statement without parameters, by its own choice.
     *
     * <p>PostgreSQL's choice depends on the rows: once it knows that a table has few of them it reads the table whole.
     */
    public Plan plan(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            return Plan.of(connection, engine.isPostgres(), sql, statement -> {});
        }
    }

    /** Returns another new database of the same kind, which is closed with this one at the latest. */
    public synchronized TestDatabase sibling() {
        TestDatabase sibling = siblings.get();
        others.add(sibling);
        return sibling;
    }

    synchronized TestDatabase withSiblings(Supplier<TestDatabase> source) {
        siblings = source;
        return this;
    }

    /** Adds an action that runs once the database is dropped or kept. */
    synchronized TestDatabase afterItsEnd(Runnable action) {
        afterwards.add(action);
        return this;
    }

    /** Makes {@link #close} leave the database in place, and returns the command that opens it. */
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

    /** Deletes the database, whoever is still connected to it, unless it is to be kept. */
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

    /** Closes what was opened by {@link #open}. */
    synchronized void closeOpened() {
        opened.forEach(AroDatabase::close);
        opened.clear();
    }

    @Override
    public String toString() {
        return version + " at " + handle;
    }
}
