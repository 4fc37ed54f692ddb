package io.aro.db.testkit.interleaving;

import io.aro.db.error.internal.VendorErrors;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A monitor of lock waits in one session.
 *
 * <p>PostgreSQL reports blocking sessions. SQLite allows a single open transaction, always with write access; a second
 * transaction waits at its start.
 */
final class LockWatch implements JdbcInterceptor {

    private static final String WAITS = "SELECT cardinality(pg_blocking_pids(?)) > 0";

    private final TestDatabase database;
    private final Set<LockWatch> open;
    private volatile @Nullable JdbcCall running;

    /** Shares the set of open transactions with the other sessions. */
    LockWatch(TestDatabase database, Set<LockWatch> open) {
        this.database = database;
        this.open = open;
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        running = call;
        try {
            Object result = call.proceed();
            if (call.kind() == Kind.BEGIN) {
                open.add(this);
            }
            return result;
        } finally {
            running = null;
            if (call.kind() == Kind.END || call.kind() == Kind.CLOSE_CONNECTION) {
                open.remove(this);
            }
        }
    }

    boolean isBlocked() {
        JdbcCall call = running;
        if (call == null) {
            return false;
        }
        if (!database.engine().isPostgres()) {
            return call.kind() == Kind.BEGIN && open.stream().anyMatch(other -> other != this);
        }
        try {
            return call.kind() != Kind.CONNECT && waitsForAnother(call);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    private boolean waitsForAnother(JdbcCall call) throws SQLException {
        int process = call.connection().unwrap(PGConnection.class).getBackendPID();
        try (Connection observer = database.dataSource().getConnection();
                PreparedStatement question = observer.prepareStatement(WAITS)) {
            question.setInt(1, process);
            try (ResultSet row = question.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
