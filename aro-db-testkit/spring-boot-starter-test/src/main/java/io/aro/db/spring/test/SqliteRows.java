package io.aro.db.spring.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A copy of a whole SQLite database, with its schema. Triggers refuse the deletion of single rows.
 *
 * @param database the source of connections
 * @param copy the file of the copy
 */
record SqliteRows(DataSource database, Path copy) implements InitialRows {

    static SqliteRows of(DataSource database, Path file) {
        SqliteRows rows = new SqliteRows(database, file.resolveSibling(file.getFileName() + ".rows"));
        rows.execute("backup to \"" + rows.copy + "\"");
        return rows;
    }

    @Override
    public void restore() {
        execute("restore from \"" + copy + "\"");
    }

    private void execute(String command) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(command);
        } catch (SQLException e) {
            throw InitialRows.failed(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
