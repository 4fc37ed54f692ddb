package io.aro.db.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An independent connection to a SQLite file, as used by any other program. */
record SqliteProbe(Path file) {

    String url() {
        return "jdbc:sqlite:" + file;
    }

    /** Runs statements as one transaction, with foreign keys on. */
    void run(String... statements) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = ON");
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> texts(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String sql) {
        return texts(sql).getFirst();
    }

    List<String> tables() {
        return texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    }

    /** Returns the definition of every table and index, except history tables. */
    List<String> schema() {
        return texts("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema"
                + " WHERE tbl_name NOT LIKE '%\\_history' ESCAPE '\\' ORDER BY type, name");
    }
}
