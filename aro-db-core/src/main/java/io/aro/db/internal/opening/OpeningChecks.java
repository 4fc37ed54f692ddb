package io.aro.db.internal.opening;

import static io.aro.db.schema.Tables.ALLOWED_TRANSITIONS;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.internal.dialect.JooqSettings;
import io.aro.db.internal.session.DatabaseFailures;
import io.aro.db.internal.session.ErasedNames;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
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
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.sqlite.SQLiteConnection;

/**
 * The checks that a database must pass to be opened: of jOOQ, of the connections of an application, and of the rules of
 * appointments.
 */
final class OpeningChecks {

    private static final int MAJOR = 3;
    private static final int MINOR = 21;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private static final Set<Rule> RULES = rules();

    private OpeningChecks() {}

    /** Refuses a jOOQ that lacks methods which the library calls; a framework may have chosen its version. */
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

    /** Reads the field of the class that is loaded; the compiler would put in the value of the one it has seen. */
    private static String jooqOnClassPath() {
        try {
            return String.valueOf(Constants.class.getField("VERSION").get(null));
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }

    /**
     * Checks the connections of an application by one of them, and reads the secret of erased names on it.
     *
     * @param outside whether the connection must be outside any transaction, as one of a pool is
     */
    static void requireConnections(DSLContext applications, boolean outside, ErasedNames names) {
        try {
            applications.connection(connection -> {
                if (outside && !connection.getAutoCommit()) {
                    throw new ConfigurationException(
                            "The pool gives connections with auto-commit off, so that writes outside a transaction are"
                                    + " never committed; turn it on (HikariCP: setAutoCommit(true), Spring Boot:"
                                    + " spring.datasource.hikari.auto-commit=true).");
                }
                if (applications.family() == SQLDialect.SQLITE) {
                    requireSqlite(drivers(connection));
                } else {
                    TextEncoding.requireOnPostgres(connection);
                }
                if (connection.getAutoCommit()) {
                    SQLDialect dialect = applications.dialect();
                    requireRowsIfThere(DSL.using(connection, dialect, JooqSettings.create(dialect)), names);
                }
            });
        } catch (RuntimeException e) {
            throw DatabaseFailures.translated(e);
        }
    }

    private static void requireSqlite(Connection connection) throws SQLException {
        if (!hasForeignKeys(connection)) {
            throw new ConfigurationException(
                    "The pool gives connections on which SQLite enforces no foreign keys; add ?foreign_keys=on"
                            + " to its URL, or call SQLiteConfig.enforceForeignKeys(true).");
        }
        TextEncoding.requireOnSqlite(connection);
    }

    /** Returns the driver's own connection, so that nothing that counts statements is told of the questions. */
    private static Connection drivers(Connection connection) throws SQLException {
        return connection.isWrapperFor(SQLiteConnection.class) ? connection.unwrap(SQLiteConnection.class) : connection;
    }

    private static boolean hasForeignKeys(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA foreign_keys")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The schema is not checked here: the first call that needs a table which is missing says so. */
    private static void requireRowsIfThere(DSLContext dsl, ErasedNames names) {
        try {
            requireRules(dsl);
        } catch (DataAccessException e) {
            return;
        }
        names.loadIfThere(dsl);
    }

    /**
     * Returns if the table of allowed transitions holds the moves and corrections of this version and no others.
     *
     * @throws SchemaMismatchException in any other case
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
                            "The table allowed_transitions does not hold the rules of this version (%s differs); restore a backup, or",
                            different.iterator().next())
                    + " put the rules back by a migration that drops the trigger first.");
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

    /** A row of the table, by the literals, so that one which this version does not know differs, too. */
    private record Rule(String from, String to, boolean correction) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s to %s", from, to);
        }
    }
}
