package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.internal.session.SingleConnection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationPoolTest {

    @TempDir
    Path directory;

    @Test
    void migratesADatabaseInMemoryOnItsOnlyConnection() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Migrator migrator = Migrator.of(SingleConnection.of(connection));

            migrator.migrate();
            migrator.requireCurrent();
            migrator.rollback(0);

            assertThat(migrator.migrate().applied()).isNotEmpty();
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void putsTheSettingsOfABorrowedConnectionBack() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:sqlite:" + directory.resolve("aro.db") + "?foreign_keys=on&busy_timeout=1234")) {
            connection.setAutoCommit(false);

            Migrator.of(SingleConnection.of(connection)).migrate();

            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(pragma(connection, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(connection, "busy_timeout")).isEqualTo("1234");
            connection.rollback();
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.getString(1);
        }
    }

    @Test
    void migratesANamedDatabaseInMemory() throws SQLException {
        String url = "jdbc:sqlite:file:/named?vfs=memdb";
        try (Connection keeper = DriverManager.getConnection(url)) {
            Migrator.of(url).migrate();

            assertThat(pragma(keeper, "foreign_keys")).isEqualTo("0");
            Migrator.of(url).requireCurrent();
        }
    }

    @Test
    void refusesTheUrlOfADatabaseInMemoryThatWouldBeGoneAtOnce() {
        assertThatThrownBy(() -> Migrator.of("jdbc:sqlite::memory:").migrate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "A SQLite database in memory ends with its connection; pass the DataSource that keeps it open"
                                + " instead of the URL.");
    }
}
