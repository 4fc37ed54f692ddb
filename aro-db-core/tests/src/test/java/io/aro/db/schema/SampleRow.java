package io.aro.db.schema;

import io.aro.db.testkit.Engine;
import io.aro.db.testkit.schema.Column;
import io.aro.db.testkit.schema.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/**
 * A row of a table in plain SQL.
 *
 * @param values a PostgreSQL literal for each column
 */
@NullMarked
record SampleRow(String table, Map<String, String> values) {

    String insert(Engine engine, Table common) {
        List<Column> columns = common.columns().stream()
                .filter(column -> values.containsKey(column.name()))
                .toList();
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String literals = columns.stream()
                .map(column -> Literals.of(engine, column.type(), values.getOrDefault(column.name(), "NULL")))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (" + names + ") VALUES (" + literals + ")";
    }

    /** Returns whether a table has no rows. */
    static boolean isEmpty(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1) == 0;
        }
    }
}
