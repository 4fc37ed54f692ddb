package io.aro.db.internal.pool;

import static io.aro.db.internal.pool.Pets.ALL;
import static io.aro.db.internal.pool.Pets.INSERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Successive uses of one compiled statement. */
class CachedStatementTest {

    private static final String PARAMETER = "select ? as value";

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
    void compilesRepeatedTextOnce() throws SQLException {
        assertThat(pets.name(1)).isEqualTo("Ada");
        assertThat(pets.name(2)).isEqualTo("Bob");
        assertThat(pets.name(1)).isEqualTo("Ada");

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
        PreparedStatement used = connection.prepareStatement(PARAMETER);
        used.setString(1, "secret");
        used.executeQuery();
        used.close();

        try (PreparedStatement next = connection.prepareStatement(PARAMETER);
                ResultSet row = next.executeQuery()) {
            assertThat(used).asString().doesNotContain("secret");
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
        assertThat(pets.name(3)).isNull();
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
    void obeysPragmasBetweenUses() throws SQLException {
        pets.insert(3, "Cleo");
        for (int times = 0; times < 2; times++) {
            pets.execute("PRAGMA query_only = ON");
            assertThatThrownBy(() -> pets.insert(4, "Dan")).hasMessageContaining("SQLITE_READONLY");
            pets.execute("PRAGMA query_only = OFF");
        }

        pets.insert(4, "Dan");

        assertThat(pets.name(4)).isEqualTo("Dan");
    }

    @Test
    void isNotKeptOfPragma() throws SQLException {
        pets.execute("PRAGMA user_version = 3");

        assertThat(connection.idleStatements()).isZero();
    }

    @Test
    void checksForeignKeysSwitchedOnBetweenUses() throws SQLException {
        pets.run("create table toys (pet integer references pets (id))");
        String insert = "insert into toys (pet) values (99)";
        pets.execute("PRAGMA foreign_keys = OFF");
        pets.execute(insert);
        pets.execute("PRAGMA foreign_keys = ON");

        assertThatThrownBy(() -> pets.execute(insert)).hasMessageContaining("FOREIGN KEY");
    }
}
