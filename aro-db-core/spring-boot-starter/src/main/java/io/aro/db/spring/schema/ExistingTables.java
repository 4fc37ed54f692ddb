package io.aro.db.spring.schema;

import io.aro.db.migration.MigrationScript;
import io.aro.db.migration.MigrationSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of tables in lower case, partitions left out. */
final class ExistingTables {

    private static final Pattern MADE = Pattern.compile(
            "^\\s*(?:CREATE\\s+(?:UNLOGGED\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"
                    + "|ALTER\\s+TABLE\\s+[\\w.\"]+\\s+RENAME\\s+TO\\s+)(?:[\\w\"]+\\.)?\"?(\\w+)\"?",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final String ON_SQLITE =
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

    private static final String ON_POSTGRES =
            "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ?";

    private ExistingTables() {}

    /**
     * Returns the tables of the schemas.
     *
     * @param schemas the schemas; empty for the current one
     */
    static Set<String> in(Connection connection, List<String> schemas) throws SQLException {
        Set<String> tables = new HashSet<>();
        if (isSqlite(connection)) {
            try (PreparedStatement query = connection.prepareStatement(ON_SQLITE)) {
                read(query, tables);
            }
            return tables;
        }
        try (PreparedStatement query = connection.prepareStatement(ON_POSTGRES)) {
            for (String schema : schemas.isEmpty() ? List.of(String.valueOf(connection.getSchema())) : schemas) {
                query.setString(1, schema);
                read(query, tables);
            }
        }
        return tables;
    }

    /** Returns the tables made by scripts of the sets, with their histories. Some may be dropped by a later script. */
    static Set<String> madeBy(List<MigrationSet> sets, Connection connection) throws SQLException {
        Set<String> tables = new HashSet<>();
        for (MigrationSet set : sets) {
            tables.add(set.historyTable());
            for (MigrationScript script : isSqlite(connection) ? set.sqliteScripts() : set.postgresqlScripts()) {
                for (Matcher made = MADE.matcher(script.up()); made.find(); ) {
                    tables.add(made.group(1).toLowerCase(Locale.ROOT));
                }
            }
        }
        return tables;
    }

    private static boolean isSqlite(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("SQLite");
    }

    private static void read(PreparedStatement query, Set<String> tables) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                tables.add(rows.getString(1).toLowerCase(Locale.ROOT));
            }
        }
    }
}
