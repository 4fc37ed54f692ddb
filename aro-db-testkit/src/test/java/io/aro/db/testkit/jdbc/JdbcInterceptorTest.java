package io.aro.db.testkit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@BothEngines
class JdbcInterceptorTest {

    private final List<String> calls = new ArrayList<>();
    private final JdbcInterceptor recorder = call -> {
        calls.add(call.toString());
        return call.proceed();
    };
    private final DataSource source;

    JdbcInterceptorTest(TestDatabase database) {
        this.source = recorder.over(database.dataSource());
    }

    @Test
    void seesEachCallThatMattersToTheDatabase() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement count =
                        connection.prepareStatement("SELECT count(*) FROM customers WHERE phone = ?")) {
            connection.setAutoCommit(false);
            count.setString(1, "+15550100");
            count.executeQuery().close();
            connection.rollback(connection.setSavepoint());
            connection.commit();
            connection.rollback();
            connection.setAutoCommit(true);
        }

        assertThat(calls)
                .containsExactly(
                        "CONNECT",
                        "PREPARE SELECT count(*) FROM customers WHERE phone = ?",
                        "BEGIN",
                        "EXECUTE SELECT count(*) FROM customers WHERE phone = ?",
                        "ROLLBACK_TO_SAVEPOINT",
                        "COMMIT",
                        "ROLLBACK",
                        "END",
                        "CLOSE_STATEMENT",
                        "CLOSE_CONNECTION");
    }

    @Test
    void throwsWhatTheDriverThrows() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("no statement"));
        }
    }

    @Test
    void mayKeepACallFromHappening() throws SQLException {
        JdbcInterceptor refusal = call -> {
            if (call.kind() == Kind.COMMIT) {
                throw new SQLException("refused on purpose");
            }
            return call.proceed();
        };

        try (Connection connection = refusal.over(source).getConnection()) {
            connection.setAutoCommit(false);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(connection::commit)
                    .withMessage("refused on purpose");
        }
        assertThat(calls).doesNotContain("COMMIT");
    }

    @Test
    void comesBeforeTheOneItIsPutBefore() throws SQLException {
        JdbcInterceptor outer = call -> {
            calls.add("outer " + call);
            return call.proceed();
        };

        outer.before(recorder).over(source).getConnection().close();

        assertThat(calls)
                .containsExactly(
                        "outer CONNECT",
                        "CONNECT",
                        "CONNECT",
                        "outer CLOSE_CONNECTION",
                        "CLOSE_CONNECTION",
                        "CLOSE_CONNECTION");
    }

    @Test
    void givesAnotherStatementTheSameValues() throws SQLException {
        JdbcInterceptor twice = call -> {
            if (call.kind() == Kind.EXECUTE) {
                try (PreparedStatement again =
                        call.connection().prepareStatement(call.sql().replace("?", "? || '9'"))) {
                    call.bindTo(again);
                    again.executeUpdate();
                }
            }
            return call.proceed();
        };
        try (Connection connection = twice.over(source).getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO customers (phone) VALUES (?)")) {
            insert.setString(1, "+1555010");

            insert.executeUpdate();
        }

        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM customers WHERE phone IN ('+1555010', '+15550109')")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void leadsFromAStatementBackToItsWatchedConnection() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.getConnection()).isSameAs(connection).isEqualTo(connection);
        }
    }

    @Test
    void knowsNoConnectionWhileOneIsAskedFor() {
        JdbcInterceptor curious = call -> call.connection();

        assertThatIllegalStateException()
                .isThrownBy(() -> curious.over(source).getConnection())
                .withMessageContaining("CONNECT is not on a connection yet");
    }
}
