package io.aro.db.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** Successive uses of one compiled statement. */
class CachedStatementTest {

    private static final String NAME = "select name from pets where id = ?";
    private static final String INSERT = "insert into pets (id, name) values (?, ?)";
    private static final String PARAMETER = "select ? as value";
    private static final String ALL = "select id, name from pets order by id";

    @TempDir
    Path directory;

    private CachingConnection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = connect();
        run("create table pets (id integer primary key, name text not null)");
        run("insert into pets (id, name) values (1, 'Ada'), (2, 'Bob')");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void compilesRepeatedTextOnce() throws SQLException {
        assertThat(name(1)).isEqualTo("Ada");
        assertThat(name(2)).isEqualTo("Bob");
        assertThat(name(1)).isEqualTo("Ada");

        assertThat(connection.compilations()).isEqualTo(1);
    }

    @Test
    void compilesTextInUseAgain() throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(ALL);
                ResultSet outer = first.executeQuery();
                PreparedStatement second = connection.prepareStatement(ALL);
                ResultSet inner = second.executeQuery()) {
            assertThat(outer.next()).isTrue();
            assertThat(inner.next()).isTrue();
            assertThat(inner.next()).isTrue();

            assertThat(outer.getString("name")).isEqualTo("Ada");
            assertThat(inner.getString("name")).isEqualTo("Bob");
        }

        assertThat(connection.compilations()).isEqualTo(2);
        assertThat(connection.idleStatements()).isEqualTo(1);
    }

    @Test
    void forgetsParameters() throws SQLException {
        try (PreparedStatement used = connection.prepareStatement(PARAMETER)) {
            used.setString(1, "secret");
            used.executeQuery();
        }

        try (PreparedStatement next = connection.prepareStatement(PARAMETER);
                ResultSet row = next.executeQuery()) {
            assertThat(next).asString().doesNotContain("secret");
            assertThat(row.getString("value")).isNull();
        }
    }

    @Test
    void forgetsBatch() throws SQLException {
        try (PreparedStatement used = connection.prepareStatement(INSERT)) {
            used.setInt(1, 3);
            used.setString(2, "Cleo");
            used.addBatch();
        }

        try (PreparedStatement next = connection.prepareStatement(INSERT)) {
            assertThat(next.executeBatch()).isEmpty();
        }
        assertThat(name(3)).isNull();
    }

    @Test
    void forgetsSettings() throws SQLException {
        try (PreparedStatement used = connection.prepareStatement(ALL)) {
            used.setQueryTimeout(7);
            used.setMaxRows(1);
            used.setFetchSize(1);
            used.closeOnCompletion();
        }

        try (PreparedStatement next = connection.prepareStatement(ALL);
                ResultSet rows = next.executeQuery()) {
            assertThat(next.getQueryTimeout()).isZero();
            assertThat(next.getMaxRows()).isZero();
            assertThat(next.getFetchSize()).isZero();
            assertThat(next.isCloseOnCompletion()).isFalse();
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
        }
        assertThat(connection.compilations()).isEqualTo(1);
    }

    @Test
    void knowsItsColumnsBeforeEachRun() throws SQLException {
        for (int use = 0; use < 2; use++) {
            try (PreparedStatement statement = connection.prepareStatement(ALL)) {
                assertThat(statement.getMetaData().getColumnCount()).isEqualTo(2);
                assertThat(statement.getMetaData().getColumnName(2)).isEqualTo("name");
                assertThat(statement.getParameterMetaData().getParameterCount()).isZero();
            }
        }
    }

    @Test
    void closesWithItsResultOnRequest() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(ALL);
        statement.closeOnCompletion();
        statement.executeQuery().close();

        assertThat(statement.isClosed()).isTrue();
        assertThat(connection.idleStatements()).isEqualTo(1);
    }

    @Test
    void returnsOnceThoughClosedTwice() throws SQLException {
        PreparedStatement used = connection.prepareStatement(ALL);
        used.close();
        try (PreparedStatement next = connection.prepareStatement(ALL)) {
            used.close();

            assertThat(connection.idleStatements()).isZero();
            assertThat(next.executeQuery().next()).isTrue();
        }
    }

    @Test
    @SuppressWarnings("resource") // The stale objects are the point.
    void staleObjectsHaveNoEffect() throws SQLException {
        PreparedStatement stale = connection.prepareStatement(ALL);
        ResultSet staleRows = stale.executeQuery();
        stale.close();

        try (PreparedStatement next = connection.prepareStatement(ALL);
                ResultSet rows = next.executeQuery()) {
            staleRows.close();
            stale.close();

            assertThatThrownBy(stale::executeQuery).hasMessageContaining("statement is not executing");
            assertThatThrownBy(() -> stale.setInt(1, 1)).hasMessageContaining("statement is not executing");
            assertThat(staleRows.next()).isFalse();
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(2)).isEqualTo("Bob");
        }
    }

    @Test
    void isNotKeptAfterFailure() throws SQLException {
        assertThatThrownBy(() -> insert(1, "Dup")).hasMessageContaining("SQLITE_CONSTRAINT");

        assertThat(connection.idleStatements()).isZero();
        insert(3, "Cleo");
        assertThat(name(3)).isEqualTo("Cleo");
    }

    @Test
    void runsAgainAfterInterrupt() throws SQLException {
        assertThat(name(1)).isEqualTo("Ada");

        ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
            @Override
            protected int progress() {
                return 1;
            }
        });
        assertThatThrownBy(() -> name(1)).hasMessageContaining("SQLITE_INTERRUPT");
        ProgressHandler.clearHandler(connection);

        assertThat(name(1)).isEqualTo("Ada");
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
        insert(3, "Cleo");
        connection.setBusyTimeout(0);
        try (CachingConnection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertThatThrownBy(() -> insert(4, "Dan")).hasMessageContaining("SQLITE_BUSY");
            statement.execute("rollback");
        }

        insert(4, "Dan");

        assertThat(name(4)).isEqualTo("Dan");
    }

    @Test
    void releasesLockThoughItsRowIsUnread() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into pets (name) values ('Cleo') returning id")) {
            assertThat(statement.execute()).isTrue();
        }

        try (CachingConnection other = connect();
                Statement statement = other.createStatement()) {
            assertThat(statement.executeUpdate("delete from pets where name = 'Cleo'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void runsAgainAfterRollbackBetweenRows() throws SQLException {
        connection.setAutoCommit(false);
        insert(3, "Cleo");
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            connection.rollback();
        }
        connection.setAutoCommit(true);

        assertThat(name(1)).isEqualTo("Ada");
        assertThat(name(3)).isNull();
    }

    @Test
    void obeysPragmasBetweenUses() throws SQLException {
        insert(3, "Cleo");
        for (int times = 0; times < 2; times++) {
            execute("PRAGMA query_only = ON");
            assertThatThrownBy(() -> insert(4, "Dan")).hasMessageContaining("SQLITE_READONLY");
            execute("PRAGMA query_only = OFF");
        }

        insert(4, "Dan");

        assertThat(name(4)).isEqualTo("Dan");
    }

    @Test
    void isNotKeptOfPragma() throws SQLException {
        execute("PRAGMA user_version = 3");

        assertThat(connection.idleStatements()).isZero();
    }

    @Test
    void checksForeignKeysSwitchedOnBetweenUses() throws SQLException {
        run("create table toys (pet integer references pets (id))");
        String insert = "insert into toys (pet) values (99)";
        execute("PRAGMA foreign_keys = OFF");
        execute(insert);
        execute("PRAGMA foreign_keys = ON");

        assertThatThrownBy(() -> execute(insert)).hasMessageContaining("FOREIGN KEY");
    }

    private CachingConnection connect() throws SQLException {
        return new CachingConnection("jdbc:sqlite:" + directory.resolve("pets.db"), new Properties());
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private void insert(int id, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setInt(1, id);
            statement.setString(2, name);
            statement.executeUpdate();
        }
    }

    private @Nullable String name(int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NAME)) {
            statement.setInt(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString("name") : null;
            }
        }
    }
}
