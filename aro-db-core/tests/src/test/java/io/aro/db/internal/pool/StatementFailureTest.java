package io.aro.db.internal.pool;

import static io.aro.db.internal.pool.Pets.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** Compiled statements after failures, rollbacks and the end of their connection. */
class StatementFailureTest {

    @TempDir
    Path directory;

    private Pets pets;
    private CachingConnection connection;

    @BeforeEach
    void open() throws SQLException {
        pets = new Pets(directory);
        connection = pets.connection();
    }

    @AfterEach
    void close() throws SQLException {
        pets.close();
    }

    @Test
    void isNotKeptAfterFailure() throws SQLException {
        assertThatThrownBy(() -> pets.insert(1, "Dup")).hasMessageContaining("SQLITE_CONSTRAINT");

        assertThat(connection.idleStatements()).isZero();
        pets.insert(3, "Cleo");
        assertThat(pets.name(3)).isEqualTo("Cleo");
    }

    @Test
    void runsAgainAfterInterrupt() throws SQLException {
        assertThat(pets.name(1)).isEqualTo("Ada");

        ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
            @Override
            protected int progress() {
                return 1;
            }
        });
        assertThatThrownBy(() -> pets.name(1)).hasMessageContaining("SQLITE_INTERRUPT");
        ProgressHandler.clearHandler(connection);

        assertThat(pets.name(1)).isEqualTo("Ada");
    }

    @Test
    void runsAgainAfterInterruptBetweenRows() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            statement.cancel();
            assertThatThrownBy(rows::next).hasMessageContaining("SQLITE_INTERRUPT");
        }

        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void runsAgainAfterLock() throws SQLException {
        pets.insert(3, "Cleo");
        connection.setBusyTimeout(0);
        try (CachingConnection other = pets.another();
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertThatThrownBy(() -> pets.insert(4, "Dan")).hasMessageContaining("SQLITE_BUSY");
            statement.execute("rollback");
        }

        pets.insert(4, "Dan");

        assertThat(pets.name(4)).isEqualTo("Dan");
    }

    @Test
    void releasesLockThoughItsRowIsUnread() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into pets (name) values ('Cleo') returning id")) {
            assertThat(statement.execute()).isTrue();
        }

        try (CachingConnection other = pets.another();
                Statement statement = other.createStatement()) {
            assertThat(statement.executeUpdate("delete from pets where name = 'Cleo'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void runsAgainAfterRollbackBetweenRows() throws SQLException {
        connection.setAutoCommit(false);
        pets.insert(3, "Cleo");
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            connection.rollback();
        }
        connection.setAutoCommit(true);

        assertThat(pets.name(1)).isEqualTo("Ada");
        assertThat(pets.name(3)).isNull();
    }

    @Test
    void endsWithItsConnection() throws SQLException {
        PreparedStatement used = connection.prepareStatement(ALL);
        ResultSet rows = used.executeQuery();
        assertThat(rows.next()).isTrue();

        connection.close();

        assertThatThrownBy(rows::next).hasMessageContaining("stmt pointer is closed");
        assertThatThrownBy(used::executeQuery).hasMessageContaining("statement is not executing");
        used.close();
        assertThat(used.isClosed()).isTrue();
        assertThatThrownBy(() -> connection.prepareStatement(ALL)).hasMessageContaining("connection closed");
    }
}
