package io.aro.db.migration;

import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads and changes of a database on a separate connection. */
record Look(TestDatabase database) {

    /** Runs the statements as one transaction, with foreign keys enabled. */
    void run(List<String> statements) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (!database.engine().isPostgres()) {
                statement.execute("PRAGMA foreign_keys = ON");
            }
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String sql) {
        run(List.of(sql));
    }

    List<String> texts(String sql) {
        try (Connection connection = database.dataSource().getConnection();
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

    /** Returns the tables, including histories. */
    List<String> tables() {
        return texts(
                database.engine().isPostgres()
                        ? "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
                        : "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1");
    }
}
