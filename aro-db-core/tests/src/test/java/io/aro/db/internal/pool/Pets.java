package io.aro.db.internal.pool;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A connection to a table of two pets. */
final class Pets implements AutoCloseable {

    static final String ALL = "select id, name from pets order by id";
    static final String INSERT = "insert into pets (id, name) values (?, ?)";

    private static final String NAME = "select name from pets where id = ?";

    private final Path file;
    private final CachingConnection connection;

    Pets(Path directory) throws SQLException {
        file = directory.resolve("pets.db");
        connection = another();
        run("create table pets (id integer primary key, name text not null)");
        run("insert into pets (id, name) values (1, 'Ada'), (2, 'Bob')");
    }

    CachingConnection connection() {
        return connection;
    }

    /** Opens another connection to the same file. */
    CachingConnection another() throws SQLException {
        return new CachingConnection("jdbc:sqlite:" + file, new Properties());
    }

    /** Runs a statement without preparation. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    void insert(int id, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setInt(1, id);
            statement.setString(2, name);
            statement.executeUpdate();
        }
    }

    @Nullable
    String name(int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NAME)) {
            statement.setInt(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString("name") : null;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
