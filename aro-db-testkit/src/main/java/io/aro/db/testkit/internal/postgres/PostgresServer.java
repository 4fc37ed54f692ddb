package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.UnavailableException;
import io.aro.db.error.internal.VendorErrors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running PostgreSQL server for creating and dropping databases; thread-safe. */
public final class PostgresServer implements AutoCloseable {

    /** The dictionary order of ICU, with 'a' before 'B', to reveal queries that rely on byte order. */
    private static final String COLLATION = " LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'";

    private static final String IN_USE = "55006";
    private static final int SECONDS_TO_ANSWER = 5;

    private final PostgresAddress address;
    private final String fullVersion;
    private final boolean hasIcu;
    private final ServerLifecycle lifecycle;

    /** A session kept open, because a new session takes longer than a new database. */
    private @Nullable Connection session;

    private PostgresServer(PostgresAddress address, String fullVersion, boolean hasIcu, ServerLifecycle lifecycle) {
        this.address = address;
        this.fullVersion = fullVersion;
        this.hasIcu = hasIcu;
        this.lifecycle = lifecycle;
    }

    /** Connects to the server; closing the result releases the server to its lifecycle. */
    public static PostgresServer at(PostgresAddress address, ServerLifecycle lifecycle) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version'),"
                        + " EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i')")) {
            row.next();
            return new PostgresServer(address, row.getString(1), row.getBoolean(2), lifecycle);
        } catch (SQLException e) {
            throw new UnavailableException(
                    "The PostgreSQL server at " + address.shownUrl() + " cannot be used for tests.", e);
        }
    }

    /** Returns the version without packaging suffixes, such as "PostgreSQL 18.6". */
    public String version() {
        return "PostgreSQL " + fullVersion.split(" ", 2)[0];
    }

    int major() {
        return Integer.parseInt(fullVersion.split("\\D", 2)[0]);
    }

    PostgresAddress address() {
        return address;
    }

    public PostgresAddress createDatabase(String name) {
        execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'" + (hasIcu ? COLLATION : ""));
        return address.withDatabase(name);
    }

    /**
     * Creates a database as a copy of the template.
     *
     * @throws UnavailableException if a session is connected to the template; the message names the sessions
     */
    public PostgresAddress cloneDatabase(String template, String name) {
        try {
            run("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy");
            return address.withDatabase(name);
        } catch (SQLException e) {
            if (IN_USE.equals(e.getSQLState())) {
                throw new UnavailableException(
                        "The template " + template + " cannot be copied with open sessions: "
                                + String.join(", ", sessionsOf(template))
                                + "; end them, and connect to a database of a test instead.",
                        e);
            }
            throw VendorErrors.translate(e);
        }
    }

    private List<String> sessionsOf(String database) {
        String sql = "SELECT format('process %s (%s)', pid, coalesce(nullif(application_name, ''), 'without a name'))"
                + " FROM pg_stat_activity WHERE datname = '" + database + "'";
        try {
            return texts(sql);
        } catch (SQLException e) {
            return List.of("an unknown session");
        }
    }

    /** Makes the database a template and rejects connections, because a database with sessions cannot be cloned. */
    void makeTemplate(String name) {
        execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false IS_TEMPLATE true");
    }

    /** Drops the database and terminates its remaining sessions. */
    public void dropDatabase(String name) {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** Drops a template database. */
    void dropTemplate(String name) {
        execute("ALTER DATABASE " + name + " WITH IS_TEMPLATE false");
        dropDatabase(name);
    }

    /** Sets the comment of the database, readable by {@code shobj_description}. */
    void comment(String database, String text) {
        execute("COMMENT ON DATABASE " + database + " IS '" + text + "'");
    }

    /** Returns whether databases survive the end of the run. */
    boolean outlivesRun() {
        return lifecycle.outlivesRun();
    }

    /** Preserves the database beyond the run and returns the command to open the database. */
    String keepDatabase(String name) {
        return lifecycle.keep(address.withDatabase(name));
    }

    /** Returns the first column of the rows. */
    public List<String> texts(String sql) throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private void execute(String sql) {
        try {
            run(sql);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    private synchronized void run(String sql) throws SQLException {
        try (Statement statement = session().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the session, replaced if a test has terminated it. */
    private Connection session() throws SQLException {
        Connection current = session;
        if (current == null || !current.isValid(SECONDS_TO_ANSWER)) {
            current = address.connect();
            session = current;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                throw VendorErrors.translate(e);
            }
        }
        lifecycle.release();
    }
}
