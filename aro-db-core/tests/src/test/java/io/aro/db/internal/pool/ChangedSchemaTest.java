package io.aro.db.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled statements after another process changed the schema. */
class ChangedSchemaTest {

    private static final String PETS = "select id, name from pets";
    private static final String EVERYTHING = "select * from pets";

    @TempDir
    Path directory;

    private CachingConnection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = new CachingConnection(url("pets.db"), new Properties());
        elsewhere("create table pets (id integer, name text)", "insert into pets (id, name) values (1, 'Ada')");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void readsColumnsOfRecreatedTableInOtherOrder() throws SQLException {
        row(PETS);
        row(EVERYTHING);

        elsewhere(
                "drop table pets",
                "create table pets (name text, age integer, id integer)",
                "insert into pets (id, name, age) values (2, 'Bob', 7)");

        assertThat(row(PETS)).isEqualTo(Map.of("id", 2, "name", "Bob"));
        assertThat(row(EVERYTHING)).isEqualTo(Map.of("name", "Bob", "age", 7, "id", 2));
    }

    @Test
    void readsAddedColumn() throws SQLException {
        row(PETS);
        row(EVERYTHING);

        elsewhere("alter table pets add column age integer default 3");

        assertThat(row(PETS)).isEqualTo(Map.of("id", 1, "name", "Ada"));
        assertThat(row(EVERYTHING)).isEqualTo(Map.of("id", 1, "name", "Ada", "age", 3));
    }

    @Test
    void readsAddedColumnOfView() throws SQLException {
        elsewhere("create view shown as select name from pets");
        String shown = "select * from shown";
        row(shown);

        elsewhere("drop view shown", "create view shown as select id, name from pets");

        assertThat(row(shown)).isEqualTo(Map.of("id", 1, "name", "Ada"));
    }

    @Test
    void readsRenamedKeyUnderItsName() throws SQLException {
        String key = "select rowid from keyed";
        elsewhere("create table keyed (id integer primary key)", "insert into keyed (id) values (5)");
        row(key);

        elsewhere("alter table keyed rename column id to number");

        assertThat(row(key)).isEqualTo(Map.of("number", 5));
    }

    @Test
    void refusesRemovedColumnUntilItIsBack() throws SQLException {
        row(PETS);

        elsewhere("alter table pets drop column name");
        assertThatThrownBy(() -> row(PETS)).hasMessageContaining("no such column: name");
        elsewhere("alter table pets add column name text default 'Eve'");

        assertThat(row(PETS)).isEqualTo(Map.of("id", 1, "name", "Eve"));
    }

    @Test
    void refusesRemovedTable() throws SQLException {
        row(PETS);

        elsewhere("drop table pets");

        assertThatThrownBy(() -> row(PETS)).hasMessageContaining("no such table: pets");
    }

    @Test
    void survivesRemovalOfIndex() throws SQLException {
        String byName = "select id from pets where name = 'Ada'";
        elsewhere("create index pets_by_name on pets (name)");
        row(byName);

        elsewhere("drop index pets_by_name", "insert into pets (id, name) values (2, 'Bob')");

        assertThat(row(byName)).isEqualTo(Map.of("id", 1));
    }

    @Test
    void firesNewTrigger() throws SQLException {
        String insert = "insert into pets (id, name) values (3, 'Cleo')";
        execute(insert);

        elsewhere("create trigger no_more before insert on pets begin select raise(abort, 'full'); end");

        assertThatThrownBy(() -> execute(insert)).hasMessageContaining("full");
    }

    @Test
    void checksNewConstraint() throws SQLException {
        String insert = "insert into pets (id, name) values (3, 'Cleo')";
        execute(insert);

        elsewhere("create unique index one_of_each on pets (id)");

        assertThatThrownBy(() -> execute(insert)).hasMessageContaining("UNIQUE");
    }

    @Test
    void readsTemporaryTableOfSameName() throws SQLException {
        row(PETS);

        here("create temporary table pets as select 9 as id, 'Zoe' as name");
        assertThat(row(PETS)).isEqualTo(Map.of("id", 9, "name", "Zoe"));
        here("drop table temp.pets");

        assertThat(row(PETS)).isEqualTo(Map.of("id", 1, "name", "Ada"));
    }

    @Test
    void readsAttachedDatabaseWhileItIsAttached() throws SQLException {
        String toys = "select name from toys";
        for (String toy : new String[] {"ball", "bone"}) {
            here("attach '" + directory.resolve(toy) + "' as other");
            here("create table other.toys as select '" + toy + "' as name");
            assertThat(row(toys)).isEqualTo(Map.of("name", toy));
            here("detach other");
            assertThatThrownBy(() -> row(toys)).hasMessageContaining("no such table: toys");
        }
    }

    @Test
    void readsRestoredBackup() throws SQLException {
        Path backup = directory.resolve("backup.db");
        row(PETS);
        here("backup to " + backup);
        here("update pets set name = 'Bob'");
        assertThat(row(PETS)).containsEntry("name", "Bob");

        here("restore from " + backup);

        assertThat(row(PETS)).isEqualTo(Map.of("id", 1, "name", "Ada"));
    }

    private String url(String file) {
        return "jdbc:sqlite:" + directory.resolve(file);
    }

    /** Runs statements on a connection that keeps nothing. It stands for another process. */
    private void elsewhere(String... statements) throws SQLException {
        try (var other = DriverManager.getConnection(url("pets.db"));
                Statement statement = other.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    private void here(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    /** Returns the first row, read by name. */
    private Map<String, Object> row(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            Map<String, Object> row = new LinkedHashMap<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                String name = rows.getMetaData().getColumnName(column);
                row.put(name, rows.getObject(name));
            }
            return row;
        }
    }
}
