package io.aro.db.testkit.plan;

import io.aro.db.testkit.jdbc.JdbcCall;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement to explain, with its values.
 *
 * @param connection the connection of the statement
 */
record Question(Connection connection, String sql, Plan.Values values) {

    /** Returns a question about another statement with the same parameters. */
    Question with(String otherSql) {
        return new Question(connection, otherSql, values);
    }

    /** Explains each statement of the text and returns the rows of the answers. Runs no statement. */
    <T> List<T> ask(String explain, Row<T> row) throws SQLException {
        String questions = JdbcCall.statements(sql).stream()
                .map(each -> explain + " " + each)
                .collect(Collectors.joining("; "));
        try (PreparedStatement statement = connection.prepareStatement(questions)) {
            values.bindTo(statement);
            List<T> rows = new ArrayList<>();
            for (boolean more = statement.execute(); more; more = statement.getMoreResults()) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(row.read(result));
                    }
                }
            }
            return rows;
        }
    }

    /** A mapping of a row of an answer. */
    @FunctionalInterface
    interface Row<T> {

        T read(ResultSet result) throws SQLException;
    }
}
