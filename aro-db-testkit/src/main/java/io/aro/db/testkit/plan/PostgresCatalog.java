package io.aro.db.testkit.plan;

import io.aro.db.testkit.plan.PostgresIndex.Use;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The catalog entries of the tables and indexes in a plan of PostgreSQL, by unqualified name. */
record PostgresCatalog(Connection connection) {

    private static final String INDEXES = """
            SELECT c.relname, m.amname = 'btree', i.indpred IS NOT NULL, pg_get_indexdef(i.indexrelid, 1, false)
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_am m ON m.oid = c.relam
            WHERE i.indrelid = (
              SELECT t.oid
              FROM pg_class t
              JOIN pg_index o ON o.indrelid = t.oid
              JOIN pg_class x ON x.oid = o.indexrelid
              WHERE t.relname = ? AND x.relname = ?
              ORDER BY pg_table_is_visible(t.oid) DESC
              LIMIT 1)""";

    /** The planner assumes ten pages for a table without statistics. */
    private static final String READ_BY_CHOICE = """
            SELECT current_setting('enable_seqscan')::boolean
            FROM pg_class
            WHERE relname = ? AND relkind IN ('r', 'p')
              AND pg_relation_size(oid) <= 10 * current_setting('block_size')::integer
            ORDER BY pg_table_is_visible(oid) DESC
            LIMIT 1""";

    /**
     * Returns the use of an index by a condition.
     *
     * <p>A condition may filter this index and seek in another index of the table. Then either index serves
     * the condition: without statistics the planner takes the smaller index.
     */
    Use use(String table, String index, String condition) throws SQLException {
        Use use = Use.SOUGHT;
        boolean isSoughtInAnother = false;
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setString(1, table);
            statement.setString(2, index);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    PostgresIndex each = new PostgresIndex(result.getBoolean(2), result.getString(4));
                    if (result.getString(1).equals(index)) {
                        use = each.use(condition);
                    } else if (each.isOrdered() && !result.getBoolean(3)) {
                        isSoughtInAnother |= each.use(condition) == Use.SOUGHT;
                    }
                }
            }
        }
        return use == Use.FILTERED && isSoughtInAnother ? Use.SOUGHT : use;
    }

    /** Returns whether the planner may scan a table only for its small size. */
    boolean isReadByChoice(String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_BY_CHOICE)) {
            statement.setString(1, table);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
