package io.aro.db.migration;

import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every value of a database as text: by table, then by primary key, then by column. */
record RowsByKey(Map<String, Map<String, Map<String, String>>> tables) {

    static RowsByKey of(TestDatabase database) {
        Map<String, Map<String, Map<String, String>>> tables = new TreeMap<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (Table table : SchemaSnapshot.of(database.dataSource())
                    .without(MigrationSet.aro().historyTable())
                    .tables()) {
                if (!table.isPartition()) {
                    tables.put(table.name(), rows(statement, table.name(), key(connection, table.name())));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new RowsByKey(tables);
    }

    private static List<String> key(Connection connection, String table) throws SQLException {
        List<String> key = new ArrayList<>();
        try (ResultSet columns = connection.getMetaData().getPrimaryKeys(null, null, table)) {
            while (columns.next()) {
                key.add(columns.getString("COLUMN_NAME"));
            }
        }
        return key;
    }

    private static Map<String, Map<String, String>> rows(Statement statement, String table, List<String> key)
            throws SQLException {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        try (ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), String.valueOf(result.getString(i)));
                }
                rows.put(key.stream().map(row::get).collect(Collectors.joining(" ")), row);
            }
        }
        return rows;
    }

    /** Returns the column, or all columns for a table name alone. */
    Set<String> columns(String name) {
        return name.contains(".")
                ? Set.of(name)
                : tables.getOrDefault(name, Map.of()).values().stream()
                        .flatMap(row -> row.keySet().stream())
                        .map(column -> name + "." + column)
                        .collect(Collectors.toSet());
    }

    /** Returns the columns with a changed or missing value in any row. */
    Set<String> changedIn(RowsByKey later) {
        Set<String> changed = new TreeSet<>();
        tables.forEach((table, rows) -> rows.forEach((key, row) -> {
            Map<String, String> now =
                    later.tables().getOrDefault(table, Map.of()).getOrDefault(key, Map.of());
            row.forEach((column, value) -> {
                if (!Objects.equals(now.get(column), value)) {
                    changed.add(table + "." + column);
                }
            });
        }));
        return changed;
    }
}
