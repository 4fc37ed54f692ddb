package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Is a database of one test: migrated, used by nobody else, and gone when it is closed.
 *
 * <p>{@link #open} opens it as an application does, as often as wanted. {@link #jdbcUrl}, {@link #user} and {@link
 * #password} open it from anywhere, another process included; {@link #dataSource} opens plain connections. It is safe
 * for use by several threads.
 */
public final class TestDatabase implements AutoCloseable {

    private final Engine engine;
    private final String version;
    private final Location location;
    private final Disposal disposal;
    private final TestClock clock = TestClock.create();
    private final List<AroDatabase> opened = new ArrayList<>();
    private boolean kept;

    TestDatabase(Engine engine, String version, Location location, Disposal disposal) {
        this.engine = engine;
        this.version = version;
        this.location = location;
        this.disposal = disposal;
    }

    public Engine engine() {
        return engine;
    }

    /** Returns the engine with the version that really runs, such as "PostgreSQL 18.6" or "SQLite 3.53.4". */
    public String version() {
        return version;
    }

    /** Returns the clock by which everything that {@link #open} opens tells the time. */
    public TestClock clock() {
        return clock;
    }

    /**
     * Returns the URL without credentials.
     *
     * @throws IllegalStateException if the database is in memory, where no URL leads
     */
    public String jdbcUrl() {
        return location.jdbcUrl();
    }

    /** Returns the user to log in as, which is empty for SQLite. */
    public String user() {
        return location.user();
    }

    /** Returns the password of the user, which is empty where none is asked for. */
    public String password() {
        return location.password();
    }

    /**
     * Returns a source of plain connections with foreign keys in force.
     *
     * <p>Each {@code getConnection} opens a new one, but for a database in memory, which has a single one to lend.
     */
    public DataSource dataSource() {
        return location.dataSource();
    }

    /** Opens the database on its test clock; it is closed with this object at the latest. */
    public AroDatabase open() {
        return open(clock);
    }

    /** Opens the database on another clock; it is closed with this object at the latest. */
    public AroDatabase open(InstantSource otherClock) {
        return remember(location.open(otherClock));
    }

    /**
     * Opens the database in such a way that the counter sees each of its statements.
     *
     * <p>The connections are the plain ones of the counter's source, without the pools that {@link #open()} makes.
     */
    public AroDatabase open(StatementCounter counter) {
        SQLDialect dialect = engine.isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        return remember(AroDatabase.over(DSL.using(counter.dataSource(), dialect), clock));
    }

    private synchronized AroDatabase remember(AroDatabase database) {
        opened.add(database);
        return database;
    }

    /** Makes {@link #close} leave the database in place, and returns the command that opens it. */
    public synchronized String keep() {
        closeOpened();
        kept = true;
        return disposal.keep();
    }

    /** Deletes the database, whoever is still connected to it, unless it is to be kept. */
    @Override
    public synchronized void close() {
        closeOpened();
        if (!kept) {
            disposal.drop();
        }
    }

    private void closeOpened() {
        opened.forEach(AroDatabase::close);
        opened.clear();
    }

    @Override
    public String toString() {
        return version + " at " + location;
    }
}
