package io.aro.db.testkit.fault;

import io.aro.db.error.internal.VendorErrors;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.fault.Faults.AutoCloseableFault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A transaction with a lock that blocks every writer. */
final class BusyTable implements AutoCloseableFault {

    private final Connection holder;

    private BusyTable(Connection holder) {
        this.holder = holder;
    }

    static BusyTable of(TestDatabase database, String table) {
        List<String> begin = database.engine().isPostgres()
                ? List.of("BEGIN", "LOCK TABLE " + table + " IN SHARE MODE")
                // The lock covers the whole database; the SELECT only rejects an unknown table.
                : List.of("BEGIN IMMEDIATE", "SELECT 1 FROM " + table + " WHERE FALSE");
        try {
            BusyTable busy = new BusyTable(database.dataSource().getConnection());
            busy.begin(begin);
            return busy;
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    private void begin(List<String> statements) throws SQLException {
        try {
            for (String sql : statements) {
                execute(sql);
            }
        } catch (SQLException e) {
            holder.close();
            throw e;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try (holder) {
            execute("ROLLBACK");
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }
}
