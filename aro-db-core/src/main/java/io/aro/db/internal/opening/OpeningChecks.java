package io.aro.db.internal.opening;

import static io.aro.db.schema.Tables.ALLOWED_TRANSITIONS;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.internal.dialect.JooqSettings;
import io.aro.db.internal.pool.PostgresRoute;
import io.aro.db.internal.session.DatabaseFailures;
import io.aro.db.internal.session.ErasedNames;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.migration.internal.session.SchemaName;
import io.aro.db.migration.internal.session.TextEncoding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Constants;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * Checks on opening: the version of jOOQ, the connections of a host application, and the table of allowed transitions.
 */
final class OpeningChecks {

    private static final int MAJOR = 3;
    private static final int MINOR = 21;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private static final Set<Rule> RULES = rules();

    private OpeningChecks() {}

    /**
     * Checks the version of jOOQ: older versions lack methods called by the library. A framework may have set the
     * version.
     *
     * @throws ConfigurationException if jOOQ is older than 3.21
     */
    static void requireJooq() {
        String version = jooqOnClassPath();
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "jOOQ %s is on the class path, and aro-db needs 3.21 or newer; set the version of org.jooq:jooq,"
                            + " in a build on Spring Boot the property jooq.version.",
                    version));
        }
    }

    /**
     * Returns the version of the loaded jOOQ. Read by reflection: the compiler would inline the constant of its own
     * version.
     */
    private static String jooqOnClassPath() {
        try {
            return String.valueOf(Constants.class.getField("VERSION").get(null));
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }

    /**
     * Checks a sample connection of a host application, and reads the secret of erased names on it. Returns the way to
     * PostgreSQL, null if not found.
     *
     * @param outside whether the connection must be outside a transaction, as for a pool
     * @param schema the schema of the tables; null to rely on the search path
     * @throws ConfigurationException if the connection is unsuitable, or the schema does not exist
     */
    static @Nullable PostgresRoute requireConnections(
            DSLContext applications, boolean outside, @Nullable String schema, ErasedNames names) {
        try {
            return applications.connectionResult(connection -> {
                if (outside && !connection.getAutoCommit()) {
                    throw new ConfigurationException(
                            "The pool provides connections with auto-commit off, so writes outside a transaction are"
                                    + " never committed; turn auto-commit on (HikariCP:"
                                    + " setAutoCommit(true), Spring Boot: spring.datasource.hikari.auto-commit=true).");
                }
                PostgresRoute route = null;
                if (applications.family() == SQLDialect.SQLITE) {
                    requireSqlite(drivers(connection));
                } else {
                    TextEncoding.requireOnPostgres(connection);
                    route = HostRoute.of(connection, schema);
                    if (schema != null) {
                        new SchemaName(schema).requireOn(connection);
                    }
                }
                if (connection.getAutoCommit()) {
                    SQLDialect dialect = applications.dialect();
                    Settings settings = JooqSettings.over(applications.settings(), dialect);
                    requireRowsIfThere(DSL.using(connection, dialect, settings), names);
                }
                return route;
            });
        } catch (RuntimeException e) {
            throw DatabaseFailures.translated(e);
        }
    }

    private static void requireSqlite(Connection connection) throws SQLException {
        if (!hasForeignKeys(connection)) {
            throw new ConfigurationException(
                    "The pool provides SQLite connections without foreign key enforcement; add ?foreign_keys=on"
                            + " to its URL, or call SQLiteConfig.enforceForeignKeys(true).");
        }
        TextEncoding.requireOnSqlite(connection);
    }

    /** Returns the driver's connection, to hide the check's queries from wrappers with statement counters. */
    private static Connection drivers(Connection connection) throws SQLException {
        return connection.isWrapperFor(SQLiteConnection.class) ? connection.unwrap(SQLiteConnection.class) : connection;
    }

    private static boolean hasForeignKeys(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA foreign_keys")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Checks the rules if their table exists. The schema is not checked here: the first call on a missing table reports
     * it.
     */
    private static void requireRowsIfThere(DSLContext dsl, ErasedNames names) {
        try {
            requireRules(dsl);
        } catch (DataAccessException e) {
            return;
        }
        names.loadIfThere(dsl);
    }

    /**
     * Compares the table of allowed transitions with the moves and corrections of this version.
     *
     * @throws SchemaMismatchException if the table differs
     */
    static void requireRules(DSLContext dsl) {
        Set<Rule> held = new HashSet<>(dsl.select(
                        ALLOWED_TRANSITIONS.FROM_STATUS.coerce(String.class),
                        ALLOWED_TRANSITIONS.TO_STATUS.coerce(String.class),
                        ALLOWED_TRANSITIONS.CORRECTION)
                .from(ALLOWED_TRANSITIONS)
                .fetch(Records.mapping(Rule::new)));
        if (!held.equals(RULES)) {
            Set<Rule> different = new HashSet<>(held);
            different.removeAll(RULES);
            Set<Rule> missing = new HashSet<>(RULES);
            missing.removeAll(held);
            different.addAll(missing);
            throw new SchemaMismatchException(String.format(
                            Locale.ROOT,
                            "The table allowed_transitions differs from the rules of this version (%s); restore a",
                            different.iterator().next())
                    + " backup, or restore the rules by a migration that drops the trigger first.");
        }
    }

    private static Set<Rule> rules() {
        Set<Rule> rules = new HashSet<>();
        for (AppointmentStatus from : AppointmentStatus.values()) {
            AppointmentStateMachine.allowedFrom(from)
                    .forEach(to -> rules.add(new Rule(from.literal(), to.literal(), false)));
        }
        for (Correction correction : Correction.values()) {
            rules.add(new Rule(correction.from().literal(), correction.to().literal(), true));
        }
        return Set.copyOf(rules);
    }

    /** A row of the table as literals; an unknown literal is a difference, too. */
    private record Rule(String from, String to, boolean correction) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s to %s", from, to);
        }
    }
}
