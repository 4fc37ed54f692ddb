package io.aro.db.connection;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Is a process of another program that counts the customers of a SQLite file and ends. */
final class CountingProcess {

    private CountingProcess() {}

    /**
     * Runs in the process.
     *
     * @param arguments the file
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SqliteConfig.PREFIX + arguments[0]);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from customers")) {
            System.out.println(count.getInt(1));
        }
    }
}
