package io.aro.db.testkit.schema;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Queries on the catalog of a database. */
record Catalog(Connection connection) {

    <T> List<T> query(String sql, RowMapper<T> mapper, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<T> results = new ArrayList<>();
                while (row.next()) {
                    results.add(mapper.map(row));
                }
                return results;
            }
        }
    }

    /** Returns an array of texts as a list. */
    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** A mapping of the current row of a result to an object. */
    @FunctionalInterface
    interface RowMapper<T> {

        T map(ResultSet row) throws SQLException;
    }
}
