package io.aro.db.testkit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aro.db.testkit.AllowLeaks;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@BothEngines
@AllowLeaks("what is found is left open on purpose")
class LeakDetectorTest {

    private static final String INSERT = "INSERT INTO customers (phone) VALUES ('+15550100')";

    private final LeakDetector leaks = LeakDetector.create();
    private final DataSource source;

    LeakDetectorTest(TestDatabase database) {
        this.source = leaks.over(database.dataSource());
    }

    @Test
    void findsNothingWhereEverythingIsEnded() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(INSERT);
            connection.rollback();
            statement.execute(INSERT);
            connection.commit();
        }

        assertThatCode(() -> leaks.assertNone(Duration.ZERO)).doesNotThrowAnyException();
    }

    @Test
    void findsAConnectionThatIsNotClosedAndSaysWhereItWasOpened() throws SQLException {
        try (Connection leaked = source.getConnection()) {
            AssertionError error = found();

            assertThat(error)
                    .hasMessageContaining("A connection was not closed; the connection was opened at "
                            + getClass().getName()
                            + ".findsAConnectionThatIsNotClosedAndSaysWhereItWasOpened(LeakDetectorTest.java:");
            assertThat(error.getSuppressed())
                    .singleElement()
                    .satisfies(opened -> assertThat(opened).hasStackTraceContaining("LeakDetectorTest.java"));
            assertThat(leaked.isClosed()).isFalse();
        }
    }

    @Test
    void findsATransactionThatIsNotEndedBeforeItsConnectionIsGivenBack() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(INSERT);
        }

        assertThat(found())
                .hasMessageContaining(
                        "A transaction was neither committed nor rolled back; its first statement: " + INSERT)
                .hasMessageNotContaining("A connection was not closed");
    }

    @Test
    void findsATransactionOfWhichOnlyAPartWasRolledBack() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            var before = connection.setSavepoint();
            statement.execute(INSERT);
            connection.rollback(before);
        }

        assertThat(found()).hasMessageContaining("A transaction was neither committed nor rolled back");
    }

    @Test
    void findsAStatementThatIsNotClosed() throws SQLException {
        try (Connection connection = source.getConnection()) {
            PreparedStatement leaked = connection.prepareStatement("SELECT 1");
            leaked.execute();
        }

        assertThat(found()).hasMessageContaining("A statement was not closed: SELECT 1; the connection was opened at");
    }

    @Test
    void takesAnEndByAutoCommitForAnEnd() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(INSERT);
            connection.setAutoCommit(true);
        }

        assertThatCode(() -> leaks.assertNone(Duration.ZERO)).doesNotThrowAnyException();
    }

    @Test
    void reportsEachLeakOnce() throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThat(connection.prepareStatement("SELECT 1")).isNotNull();
            found();
        }

        assertThatCode(() -> leaks.assertNone(Duration.ZERO)).doesNotThrowAnyException();
    }

    @Test
    void waitsForWhatAnotherThreadIsAboutToClose() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Thread other = Thread.ofPlatform().start(() -> {
            try (Connection connection = source.getConnection()) {
                opened.countDown();
                asked.await();
                assertThat(connection.isClosed()).isFalse();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        opened.await();

        asked.countDown();

        assertThatCode(() -> leaks.assertNone(Duration.ofMinutes(1))).doesNotThrowAnyException();
        other.join();
    }

    private AssertionError found() {
        return catchThrowableOfType(AssertionError.class, () -> leaks.assertNone(Duration.ZERO));
    }
}
