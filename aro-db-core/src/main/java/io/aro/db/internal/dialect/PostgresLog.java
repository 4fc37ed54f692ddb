package io.aro.db.internal.dialect;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;

/** The write-ahead log of a PostgreSQL server. */
public final class PostgresLog {

    private static final String END = """
            SELECT ('x' || left(pg_walfile_name(lsn), 8))::bit(32)::bigint, pg_wal_lsn_diff(lsn, '0/0'),
                   pg_size_bytes(current_setting('wal_segment_size')),
                   current_setting('wal_block_size')::bigint
            FROM (SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_insert_lsn() END AS lsn) AS written""";

    private PostgresLog() {}

    /**
     * Returns the query of the timeline, the position of insertion, and the sizes of a segment and a page. The position of
     * a server in recovery is null.
     */
    public static ResultQuery<Record> end(DSLContext primary) {
        return primary.resultQuery(END);
    }
}
