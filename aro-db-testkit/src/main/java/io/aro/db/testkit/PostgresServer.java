package io.aro.db.testkit;

import io.aro.db.error.UnavailableException;
import io.aro.db.error.VendorErrors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Is a running PostgreSQL server on which databases can be made and dropped; it is safe for use by several threads. */
final class PostgresServer implements AutoCloseable {

    /** The dictionary order of ICU, where 'a' comes before 'B', so that a query which counts on byte order shows. */
    private static final String COLLATION = " LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'";

    private final PostgresAddress address;
    private final String fullVersion;
    private final boolean hasIcu;
    private final Hosting hosting;

    private PostgresServer(PostgresAddress address, String fullVersion, boolean hasIcu, Hosting hosting) {
        this.address = address;
        this.fullVersion = fullVersion;
        this.hasIcu = hasIcu;
        this.hosting = hosting;
    }

    /** Connects to the server, and hands it back to its host when it is closed. */
    static PostgresServer at(PostgresAddress address, Hosting hosting) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version'),"
                        + " EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i')")) {
            row.next();
            return new PostgresServer(address, row.getString(1), row.getBoolean(2), hosting);
        } catch (SQLException e) {
            throw new UnavailableException(
                    "The PostgreSQL server at " + address.shownUrl() + " cannot be used for tests.", e);
        }
    }

    /** Returns the version without the packager's additions, such as "PostgreSQL 18.6". */
    String version() {
        return "PostgreSQL " + fullVersion.split(" ", 2)[0];
    }

    int major() {
        return Integer.parseInt(fullVersion.split("\\D", 2)[0]);
    }

    PostgresAddress createDatabase(String name) {
        execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'" + (hasIcu ? COLLATION : ""));
        return address.withDatabase(name);
    }

    PostgresAddress cloneDatabase(String template, String name) {
        execute("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy");
        return address.withDatabase(name);
    }

    /** Closes the database to everyone, because a database that somebody is connected to cannot be cloned. */
    void makeTemplate(String name) {
        execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
    }

    /** Drops the database, and whatever connection a test has left open to it. */
    void dropDatabase(String name) {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** Tells whether databases that are left here are still there after the run. */
    boolean outlivesRun() {
        return hosting.outlivesRun();
    }

    /** Sees to it that the database outlives this server's use, and returns the commands that open it. */
    String keepDatabase(String name) {
        return hosting.keep(address.withDatabase(name));
    }

    private void execute(String sql) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public void close() {
        hosting.release();
    }
}
