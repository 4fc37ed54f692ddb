package io.aro.db.testkit;

import javax.sql.DataSource;

/**
 * Is a database of one test: migrated, used by nobody else, and gone when it is closed.
 *
 * <p>{@link #jdbcUrl}, {@link #user} and {@link #password} open it from anywhere, another process included; {@link
 * #dataSource} opens plain connections to it.
 */
public final class TestDatabase implements AutoCloseable {

    private final Engine engine;
    private final String version;
    private final Location location;
    private final Disposal disposal;
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

    /** Returns a source of plain connections, without a pool: each {@code getConnection} opens a new one. */
    public DataSource dataSource() {
        return location.dataSource();
    }

    /** Makes {@link #close} leave the database in place, and returns the command that opens it. */
    public synchronized String keep() {
        kept = true;
        return disposal.keep();
    }

    /** Deletes the database, whoever is still connected to it, unless it is to be kept. */
    @Override
    public synchronized void close() {
        if (!kept) {
            disposal.drop();
        }
    }

    @Override
    public String toString() {
        return version + " at " + location;
    }
}
