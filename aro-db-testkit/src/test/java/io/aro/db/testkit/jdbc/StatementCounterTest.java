package io.aro.db.testkit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchException;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@BothEngines
class StatementCounterTest {

    private static final String INSERT = "INSERT INTO customers (phone) VALUES (?)";

    private final StatementCounter counter = StatementCounter.create();
    private final DataSource source;

    StatementCounterTest(TestDatabase database) {
        this.source = counter.over(database.dataSource());
    }

    @Test
    void countsPreparedAndPlainStatementsWithTheirSql() throws SQLException {
        Statements statements = counter.counting(() -> {
            try (Connection connection = source.getConnection()) {
                insert(connection, "+15550100");
                try (Statement plain = connection.createStatement()) {
                    plain.execute("DELETE FROM customers");
                }
            }
        });

        assertThat(statements.sql()).containsExactly(INSERT, "DELETE FROM customers");
        assertThat(statements.count()).isEqualTo(2);
    }

    @Test
    void countsABatchOnce() throws SQLException {
        Statements statements = counter.counting(() -> {
            try (Connection connection = source.getConnection();
                    PreparedStatement insert = connection.prepareStatement(INSERT);
                    Statement plain = connection.createStatement()) {
                for (String phone : new String[] {"+15550100", "+15550101"}) {
                    insert.setString(1, phone);
                    insert.addBatch();
                }
                insert.executeBatch();
                plain.addBatch("DELETE FROM customers");
                plain.executeBatch();
            }
        });

        assertThat(statements.sql()).containsExactly(INSERT, "a batch");
    }

    @Test
    void countsAStatementThatFails() {
        Statements statements = counter.counting(() -> {
            Exception refused = catchException(() -> {
                try (Connection connection = source.getConnection()) {
                    insert(connection, "no phone");
                }
            });
            assertThat(refused).isInstanceOf(SQLException.class);
        });

        assertThat(statements.count()).isEqualTo(1);
    }

    @Test
    void countsCommitsAndRollbacksApart() throws SQLException {
        Statements statements = counter.counting(() -> {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                insert(connection, "+15550100");
                connection.rollback();
                insert(connection, "+15550100");
                connection.commit();
            }
        });

        assertThat(statements.count()).isEqualTo(2);
        assertThat(statements.commits()).isEqualTo(1);
        assertThat(statements.rollbacks()).isEqualTo(1);
        assertThat(statements).asString().contains(INSERT, "1 commits, 1 rollbacks");
    }

    @Test
    void countsNothingOutsideOfACount() throws SQLException {
        try (Connection connection = source.getConnection()) {
            insert(connection, "+15550100");
        }

        assertThat(counter.counting(() -> {}).count()).isZero();
    }

    @Test
    void refusesACountWithinACount() {
        assertThatIllegalStateException()
                .isThrownBy(() -> counter.counting(() -> counter.counting(() -> {})))
                .withMessageContaining("one action at a time");
    }

    private static void insert(Connection connection, String phone) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, phone);
            insert.executeUpdate();
        }
    }
}
