package io.aro.db.testkit.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement that a planner is asked about, with its values.
 *
 * @param connection where it would run
 */
record Question(Connection connection, String sql, Plan.Values values) {

    /** Returns the question about another statement with the same parameters. */
    Question with(String otherSql) {
        return new Question(connection, otherSql, values);
    }

    /** Asks and returns the rows of the answer; the statement is not run. */
    <T> List<T> ask(String explain, Row<T> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(explain + " " + sql)) {
            values.bindTo(statement);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        }
    }

    /** Reads a row of an answer. */
    @FunctionalInterface
    interface Row<T> {

        T read(ResultSet result) throws SQLException;
    }
}
