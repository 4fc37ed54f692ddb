package io.aro.db.spring.test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A schema with copies of the filled tables of a PostgreSQL database.
 *
 * @param database the source of connections
 * @param script the statements that replace all rows
 */
record PostgresRows(DataSource database, String script) implements InitialRows {

    private static final String SCHEMA = "aro_test_rows";

    /** The tables of all schemas, with their columns except generated columns. */
    private static final String TABLES = """
            SELECT format('%I.%I', n.nspname, c.relname), string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            GROUP BY n.nspname, c.relname
            """;

    /** The setting of a replica: triggers and foreign keys would refuse the deletion of rows. */
    private static final String WITHOUT_TRIGGERS =
            "SET LOCAL session_replication_role = replica; SET LOCAL lock_timeout = '10s';";

    static PostgresRows of(DataSource database) {
        List<String> copies = new ArrayList<>(List.of("CREATE SCHEMA " + SCHEMA + ";"));
        StringBuilder script = new StringBuilder(WITHOUT_TRIGGERS);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (Table table : tables(statement)) {
                script.append("DELETE FROM ").append(table.name()).append(';');
                if (isFilled(statement, table)) {
                    String copy = SCHEMA + ".copy_" + copies.size();
                    copies.add("CREATE UNLOGGED TABLE " + copy + " AS SELECT " + table.columns() + " FROM "
                            + table.name() + ";");
                    script.append("INSERT INTO " + table.name() + " (" + table.columns()
                            + ") OVERRIDING SYSTEM VALUE SELECT " + table.columns() + " FROM " + copy + ";");
                }
            }
            statement.execute(String.join("", copies));
        } catch (SQLException e) {
            throw InitialRows.failed(e);
        }
        return new PostgresRows(database, script.toString());
    }

    private static List<Table> tables(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(TABLES)) {
            List<Table> tables = new ArrayList<>();
            while (row.next()) {
                tables.add(new Table(row.getString(1), row.getString(2)));
            }
            return tables;
        }
    }

    private static boolean isFilled(Statement statement, Table table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM " + table.name() + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void restore() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(script);
            connection.commit();
        } catch (SQLException e) {
            throw InitialRows.failed(e);
        }
    }

    /** Does nothing: the copies are dropped with the database. */
    @Override
    public void close() {}

    /**
     * A table of the database.
     *
     * @param name the quoted name with its schema
     * @param columns the quoted names of the columns
     */
    private record Table(String name, String columns) {}
}
