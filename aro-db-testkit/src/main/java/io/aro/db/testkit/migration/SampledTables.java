package io.aro.db.testkit.migration;

import io.aro.db.error.internal.VendorErrors;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a database, each with at least one row once filled. */
final class SampledTables {

    private final TestDatabase database;
    private final Map<String, String> sampleRows;
    private final String[] histories;
    private final Set<String> foreign;

    /** Tables older than the first migration of the tested set belong to other sets and may stay empty. */
    SampledTables(TestDatabase database, Map<String, String> sampleRows, List<MigrationSet> builtOn) {
        this.database = database;
        this.sampleRows = sampleRows;
        this.histories = Stream.concat(
                        Stream.of(GrowingSet.HISTORY), builtOn.stream().map(MigrationSet::historyTable))
                .toArray(String[]::new);
        this.foreign = counts(schema()).keySet();
    }

    SchemaSnapshot schema() {
        return SchemaSnapshot.of(UnwatchedSource.of(database)).without(histories);
    }

    /** Returns the number of rows of each table in the schema. */
    Map<String, Long> counts(SchemaSnapshot schema) {
        Map<String, Long> counts = new TreeMap<>();
        run(statement -> {
            for (Table table : schema.tables()) {
                if (!table.isPartition()) {
                    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM \"" + table.name() + "\"")) {
                        row.next();
                        counts.put(table.name(), row.getLong(1));
                    }
                }
            }
        });
        return counts;
    }

    /** Inserts a row into each empty table of the schema, in one transaction. */
    void fill(SchemaSnapshot schema) {
        Map<String, Long> before = counts(schema);
        run(statement -> {
            statement.getConnection().setAutoCommit(false);
            for (Map.Entry<String, String> sample : sampleRows.entrySet()) {
                if (before.getOrDefault(sample.getKey(), -1L) == 0) {
                    statement.execute(sample.getValue());
                }
            }
            statement.getConnection().commit();
        });
        Set<String> empty = counts(schema).entrySet().stream()
                .filter(table -> table.getValue() == 0 && !foreign.contains(table.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!empty.isEmpty()) {
            throw new AssertionError("These tables have no sample row, hence the survival of their rows is untested: "
                    + empty + "; add a statement for each to sampleRows().");
        }
    }

    private void run(Work work) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            try {
                work.with(statement);
            } catch (SQLException e) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                throw e;
            }
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Work on one sample row. */
    @FunctionalInterface
    private interface Work {

        void with(Statement statement) throws SQLException;
    }
}
