package io.aro.db.internal.pool;

import io.aro.db.connection.WritePosition;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.internal.dialect.PostgresLog;
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

    private static final long HEADER_OF_SEGMENT = 40;
    private static final long HEADER_OF_PAGE = 24;

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
            Connection connection = replica.getConnection();
            // The wait for the connection may have been longer than the longest lag.
            if (monitor.hasReplayed(after)) {
                return connection;
            }
            connection.close();
        } catch (SQLException e) {
            monitor.failed(e);
        }
        return primary.getConnection();
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
        Record row = PostgresLog.end(primary).fetchSingle();
        if (row.get(1) == null) {
            throw new DataAccessException(NO_PRIMARY, new SQLException(NO_PRIMARY, READ_ONLY));
        }
        long end = endOfWrites(row.get(1, long.class), row.get(2, long.class), row.get(3, long.class));
        return new WritePosition(row.get(0, long.class), end);
    }

    /**
     * Returns the end of the last record before a position of insertion. On a new page the insertion begins after the
     * header of the page, and the record before ends at the header.
     */
    private static long endOfWrites(long insertion, long segment, long page) {
        boolean begins = insertion % segment <= HEADER_OF_SEGMENT || insertion % page <= HEADER_OF_PAGE;
        return begins ? insertion - insertion % page : insertion;
    }
}
