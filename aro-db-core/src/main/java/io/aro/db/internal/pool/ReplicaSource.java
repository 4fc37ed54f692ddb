package io.aro.db.internal.pool;

import io.aro.db.connection.WritePosition;
import io.aro.db.error.AroDatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;

/** A source of connections to the replica, or to the primary while the replica must not be read. Thread-safe. */
public final class ReplicaSource extends PlainDataSource {

    private static final String NO_PRIMARY = "The server is read-only.";
    private static final String READ_ONLY = "25006";

    private static final String WRITTEN =
            """
            SELECT ('x' || left(pg_walfile_name(lsn), 8))::bit(32)::bigint, pg_wal_lsn_diff(lsn, '0/0')
            FROM (SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_insert_lsn() END AS lsn) AS written""";

    private final DataSource primary;
    private final DataSource replica;
    private final ReplicaMonitor monitor;
    private final WritePosition after;

    /** Creates a source for reads after any position. */
    public ReplicaSource(DataSource primary, DataSource replica, ReplicaMonitor monitor) {
        this(primary, replica, monitor, WritePosition.NONE);
    }

    private ReplicaSource(DataSource primary, DataSource replica, ReplicaMonitor monitor, WritePosition after) {
        this.primary = primary;
        this.replica = replica;
        this.monitor = monitor;
        this.after = after;
    }

    /** Returns a source whose replica must have replayed the position. */
    public ReplicaSource after(WritePosition position) {
        return new ReplicaSource(primary, replica, monitor, position);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!isReadable()) {
            return primary.getConnection();
        }
        try {
            return replica.getConnection();
        } catch (SQLException e) {
            monitor.failed(e);
            return primary.getConnection();
        }
    }

    /** Returns whether the next connection leads to the replica; see {@link ReplicaMonitor#isReadable}. */
    public boolean isReadable() {
        return monitor.isReadable(after);
    }

    /** Returns whether a failed read of the replica is to be repeated on the primary; see {@link ReplicaMonitor#isToBeRepeated}. */
    public boolean isToBeRepeated(AroDatabaseException failure) {
        return monitor.isToBeRepeated(failure);
    }

    /**
     * Returns the position of the primary after all committed writes, asynchronous commits included. A server that is no
     * primary has none, and counts as read-only.
     */
    public static WritePosition written(DSLContext primary) {
        Record row = primary.fetchSingle(WRITTEN);
        if (row.get(1) == null) {
            throw new DataAccessException(NO_PRIMARY, new SQLException(NO_PRIMARY, READ_ONLY));
        }
        return new WritePosition(row.get(0, long.class), row.get(1, long.class));
    }
}
