package io.aro.db.testkit.assertion;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.error.internal.MissingName;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * The number of rows in each table.
 *
 * @param byTable the numbers, by the names of the tables
 */
record RowCounts(Map<String, Long> byTable) {

    /** Counts the rows of every table; a partition counts towards its partitioned table. */
    static RowCounts of(TestDatabase database) {
        Map<String, Long> counts = new TreeMap<>();
        SchemaSnapshot schema = SchemaSnapshot.of(database.dataSource());
        try (Connection connection = database.dataSource().getConnection()) {
            for (Table table : schema.tables()) {
                if (!table.isPartition()) {
                    counts.put(table.name(), count(connection, table.name()));
                }
            }
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
        return new RowCounts(counts);
    }

    /**
     * Counts the rows of one table.
     *
     * @throws SchemaMismatchException if there is no such table; the message suggests a similar name
     */
    static long of(TestDatabase database, String table) {
        try (Connection connection = database.dataSource().getConnection()) {
            return count(connection, table);
        } catch (SQLException e) {
            of(database).requireTable(table);
            throw VendorErrors.translate(e);
        }
    }

    /** Rejects an unknown table name, which would otherwise count as an unchanged table. */
    void requireTable(String table) {
        if (!byTable.containsKey(table)) {
            throw MissingName.noTable(table, byTable.keySet());
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM \"" + table + "\"")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Returns the change of each table since the earlier count; unchanged tables are absent. */
    Map<String, Long> minus(RowCounts before) {
        Map<String, Long> changes = new TreeMap<>();
        byTable.forEach((table, count) -> {
            long change = count - before.byTable.getOrDefault(table, 0L);
            if (change != 0) {
                changes.put(table, change);
            }
        });
        return changes;
    }
}
