package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.internal.VendorErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The registration of a run on a shared server, which protects the databases of the run from other runs.
 *
 * <p>Each run holds a session with its name. Databases without such a session belong to a killed run, and the next run
 * drops them. A database kept for a failed test stays for a day. Templates unused for a week are dropped as well.
 */
public final class PostgresRun implements AutoCloseable {

    static final String PREFIX = "aro_run_";
    public static final String KEPT = "aro-db-testkit kept ";

    private static final String SESSION = "aro-db-testkit ";
    private static final Duration KEPT_FOR = Duration.ofDays(1);
    private static final Duration UNUSED_FOR = Duration.ofDays(7);

    /** The databases of killed runs owned by the current user. */
    private static final String ABANDONED = """
            SELECT d.datname || ' ' || coalesce(shobj_description(d.oid, 'pg_database'), '')
            FROM pg_database d
            WHERE d.datname LIKE 'aro\\_run\\_%' AND pg_get_userbyid(d.datdba) = current_user
              AND NOT EXISTS (
                SELECT FROM pg_stat_activity a
                WHERE a.application_name = 'aro-db-testkit ' || split_part(substr(d.datname, 9), '_', 1))
            """;

    private static final String TEMPLATES = """
            SELECT d.datname || ' ' || shobj_description(d.oid, 'pg_database')
            FROM pg_database d
            WHERE d.datname LIKE 'aro\\_template\\_%' AND d.datistemplate
              AND pg_get_userbyid(d.datdba) = current_user AND shobj_description(d.oid, 'pg_database') IS NOT NULL
            """;

    private final PostgresServer server;
    private final String name;
    private final Connection session;

    private PostgresRun(PostgresServer server, String name, Connection session) {
        this.server = server;
        this.name = name;
        this.session = session;
    }

    /** Registers a run by its name, of letters and digits, and drops databases of dead runs. */
    static PostgresRun enter(PostgresServer server, String name) {
        try {
            Connection session = server.address().connect();
            try (Statement statement = session.createStatement()) {
                statement.execute("SET application_name = '" + SESSION + name + "'");
            }
            PostgresRun run = new PostgresRun(server, name, session);
            if (server.outlivesRun()) {
                run.sweep();
            }
            return run;
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the prefix of this run's database names. */
    String databasePrefix() {
        return PREFIX + name + "_";
    }

    private void sweep() throws SQLException {
        Instant now = Instant.now();
        drop(server.texts(ABANDONED), KEPT, now.minus(KEPT_FOR), server::dropDatabase);
        drop(server.texts(TEMPLATES), PostgresTemplate.USED, now.minus(UNUSED_FOR), server::dropTemplate);
    }

    /**
     * Drops databases without a younger timestamp in their comment. Databases dropped concurrently by another run are
     * ignored.
     */
    private static void drop(List<String> lines, String mark, Instant limit, Consumer<String> drop) {
        for (String line : lines) {
            String[] parts = line.split(" ", 2);
            if (!isYounger(parts[1], mark, limit)) {
                drop.accept(parts[0]);
            }
        }
    }

    private static boolean isYounger(String comment, String mark, Instant limit) {
        try {
            return comment.startsWith(mark)
                    && Instant.parse(comment.substring(mark.length())).isAfter(limit);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }
}
