package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * A role with a password, on a server with trust for all remaining users.
 *
 * <p>The rule precedes the other rules in the server's file of access rules, and is removed with the role.
 */
final class PasswordRole implements AutoCloseable {

    private static final String CONNECTED = "connected";
    private static final String WRONG_PASSWORD = "28P01";

    private final Connection administrator;
    private final String name;
    private final Path rules;
    private final String before;

    private PasswordRole(Connection administrator, String name, Path rules, String before) {
        this.administrator = administrator;
        this.name = name;
        this.rules = rules;
        this.before = before;
    }

    static PasswordRole create(TestDatabase database) throws IOException, SQLException {
        Path rules = rulesOf(database);
        assumeTrue(Files.isWritable(rules), "This test changes the access rules of a server on this machine.");
        Connection administrator = database.dataSource().getConnection();
        String name = "aro_" + text(administrator, "SELECT md5(random()::text)");
        try (Statement statement = administrator.createStatement()) {
            statement.execute(String.format(Locale.ROOT, "CREATE ROLE %s LOGIN PASSWORD 'right'", name));
        }
        PasswordRole role = new PasswordRole(administrator, name, rules, Files.readString(rules));
        Files.writeString(rules, String.format(Locale.ROOT, "host all %s all scram-sha-256%n%s", name, role.before));
        role.reload();
        while (!answer(database, name, "wrong").equals(WRONG_PASSWORD)) { // The timeout of the test limits the wait.
            Thread.onSpinWait();
        }
        assertThat(answer(database, name, "right")).isEqualTo(CONNECTED);
        return role;
    }

    private static Path rulesOf(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return Path.of(text(connection, "SHOW hba_file"));
        }
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws IOException, SQLException {
        Files.writeString(rules, before);
        reload();
        try (Statement statement = administrator.createStatement()) {
            statement.execute("DROP ROLE " + name);
        }
        administrator.close();
    }

    private void reload() throws SQLException {
        text(administrator, "SELECT pg_reload_conf()");
    }

    private static String answer(TestDatabase database, String user, String password) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), user, password)) {
            return connection.isValid(0) ? CONNECTED : "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
