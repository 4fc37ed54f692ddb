package io.aro.db.roles;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Statements sent by a role and rolled back. Only a missing right counts as a refusal, not a different failure. */
final class Trial {

    private static final String NO_RIGHT = "42501";

    private static final String TABLES = """
            SELECT relname FROM pg_class
            WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
            ORDER BY relname
            """;

    private final Connection connection;

    Trial(Connection connection) {
        this.connection = connection;
    }

    /** Returns the tables of the schema, readable or not. */
    List<String> tables() throws SQLException {
        return texts(TABLES);
    }

    /** Returns the rights of the role in a table, as a line of the page. */
    String line(String table) throws SQLException {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |\n",
                table,
                word(may("SELECT FROM " + table)),
                word(may(String.format(Locale.ROOT, "INSERT INTO %1$s SELECT * FROM %1$s WHERE FALSE", table))),
                changes(table),
                word(may(String.format(Locale.ROOT, "DELETE FROM %s WHERE FALSE", table))));
    }

    private String changes(String table) throws SQLException {
        List<String> columns = texts(String.format(Locale.ROOT, """
                SELECT attname FROM pg_attribute
                WHERE attrelid = quote_ident('%s')::regclass AND attnum > 0 AND NOT attisdropped
                ORDER BY attnum
                """, table));
        List<String> kept = new ArrayList<>();
        for (String column : columns) {
            if (!may(String.format(Locale.ROOT, "UPDATE %1$s SET %2$s = NULL WHERE FALSE", table, column))) {
                kept.add(column);
            }
        }
        if (kept.size() == columns.size()) {
            return "no";
        }
        List<String> changed =
                columns.stream().filter(column -> !kept.contains(column)).toList();
        if (changed.size() < kept.size()) {
            return String.join(", ", changed);
        }
        return kept.isEmpty() ? "yes" : "all but " + String.join(", ", kept);
    }

    /** Returns the statements of an owner, on a table and on the schema. */
    static Stream<String> ofOwner(String table) {
        return Stream.of(
                        "TRUNCATE %s CASCADE",
                        "ALTER TABLE %s ADD COLUMN more text",
                        "ALTER TABLE %s DISABLE TRIGGER ALL",
                        "ALTER TABLE %s OWNER TO CURRENT_USER",
                        "DROP TABLE %s CASCADE",
                        "CREATE INDEX more ON %s ((1))",
                        "CREATE TRIGGER more BEFORE INSERT ON %s EXECUTE FUNCTION refuse_forgery('more')",
                        "CREATE RULE more AS ON INSERT TO %s DO INSTEAD NOTHING",
                        "COMMENT ON TABLE %s IS 'more'",
                        "CREATE TABLE more (LIKE %s)",
                        "ALTER FUNCTION refuse_forgery() SECURITY DEFINER",
                        "DROP FUNCTION refuse_forgery() CASCADE",
                        "ALTER TYPE appointment_status ADD VALUE 'more'",
                        "SET session_replication_role = replica")
                .map(statement -> String.format(Locale.ROOT, statement, table));
    }

    /** Returns whether the role has the right to the statement. */
    boolean may(String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException refusal) {
            return !NO_RIGHT.equals(refusal.getSQLState());
        } finally {
            connection.rollback();
        }
    }

    private static String word(boolean may) {
        return may ? "yes" : "no";
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
