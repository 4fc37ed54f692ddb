package io.aro.db.testkit.internal.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reset of used databases, in a tenth of the time of a new clone on a server with file syncs.
 *
 * <p>A reset deletes rows only. Any other change disqualifies the database: a changed table, index, partition or
 * setting, planner statistics, a changed row of a migration, or large tables.
 */
final class PostgresReset {

    private static final String SUPERUSER = "SELECT current_setting('is_superuser')";

    private static final String TABLES = """
            SELECT quote_ident(relname) FROM pg_class
            WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
            """;

    /**
     * The fingerprint of the catalog: a rewritten catalog row gets a new xmin, and a clone keeps the xmin of its
     * template.
     */
    private static final String CATALOG = """
            SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
              SELECT concat_ws(' ', 'class', oid, xmin, reltuples) AS line FROM pg_class
              WHERE relnamespace = quote_ident(current_schema())::regnamespace
              UNION ALL
              SELECT concat_ws(' ', 'attribute', a.attrelid, a.attnum, a.xmin)
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
              UNION ALL
              SELECT concat_ws(' ', 'index', i.indexrelid, i.xmin)
              FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
              WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
              UNION ALL
              SELECT concat_ws(' ', 'trigger', t.oid, t.xmin) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
              WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
              UNION ALL
              SELECT concat_ws(' ', 'constraint', oid, xmin) FROM pg_constraint
              WHERE connamespace = quote_ident(current_schema())::regnamespace
              UNION ALL
              SELECT concat_ws(' ', 'type', oid, xmin) FROM pg_type WHERE typnamespace = quote_ident(current_schema())::regnamespace
              UNION ALL
              SELECT concat_ws(' ', 'label', e.oid, e.xmin) FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
              WHERE t.typnamespace = quote_ident(current_schema())::regnamespace
              UNION ALL
              SELECT concat_ws(' ', 'function', oid, xmin) FROM pg_proc
              WHERE pronamespace = quote_ident(current_schema())::regnamespace
              UNION ALL
              SELECT concat_ws(' ', 'schema', nspname) FROM pg_namespace WHERE nspname !~ '^pg_'
              UNION ALL
              SELECT concat_ws(' ', 'setting', s.setrole, s.setconfig)
              FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
              WHERE d.datname = current_database()
            ) lines
            """;

    private static final String IS_LARGE = """
            SELECT coalesce(sum(pg_relation_size(oid)), 0) > 16 * 1024 * 1024 FROM pg_class
            WHERE relnamespace = quote_ident(current_schema())::regnamespace
            """;

    private static final String DISCONNECT_OTHERS = """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """;

    private final boolean isAllowed;
    private final List<String> filledTables;
    private final String deletion;
    private final String original;

    private PostgresReset(boolean isAllowed, List<String> filledTables, String deletion, String original) {
        this.isAllowed = isAllowed;
        this.filledTables = filledTables;
        this.deletion = deletion;
        this.original = original;
    }

    /** Records the state of the template. */
    static PostgresReset to(PostgresAddress template) throws SQLException {
        try (Connection connection = template.connect();
                Statement statement = connection.createStatement()) {
            List<String> filled = new ArrayList<>();
            List<String> empty = new ArrayList<>();
            for (String table : texts(statement, TABLES)) {
                boolean hasRows = text(statement, "SELECT EXISTS (SELECT FROM " + table + ")")
                        .equals("t");
                (hasRows ? filled : empty).add(table);
            }
            String deletion =
                    empty.stream().map(table -> "DELETE FROM " + table + ";").collect(Collectors.joining());
            boolean isAllowed = text(statement, SUPERUSER).equals("on");
            return new PostgresReset(isAllowed, filled, deletion, fingerprint(statement, filled));
        }
    }

    /**
     * Resets the database and returns whether the result equals a new clone; an unequal database is of no further use.
     */
    boolean reset(PostgresAddress used) throws SQLException {
        if (!isAllowed) {
            return false; // only a superuser can bypass foreign keys
        }
        try (Connection connection = used.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(DISCONNECT_OTHERS);
            if (text(statement, IS_LARGE).equals("t")
                    || !fingerprint(statement, filledTables).equals(original)) {
                return false;
            }
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL session_replication_role = replica;" + deletion);
            connection.commit();
            return true;
        }
    }

    private static String fingerprint(Statement statement, List<String> filledTables) throws SQLException {
        StringBuilder fingerprint = new StringBuilder(text(statement, CATALOG));
        for (String table : filledTables) {
            fingerprint.append(
                    text(statement, "SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM " + table + " t"));
        }
        return fingerprint.toString();
    }

    private static String text(Statement statement, String sql) throws SQLException {
        return texts(statement, sql).getFirst();
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(String.valueOf(row.getString(1)));
            }
            return texts;
        }
    }
}
