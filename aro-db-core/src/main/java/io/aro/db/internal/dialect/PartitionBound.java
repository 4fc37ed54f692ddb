package io.aro.db.internal.dialect;

import org.jooq.Condition;

/**
 * A check on the default part of a table, by which PostgreSQL need not read its rows when another part is attached.
 *
 * <p>It is added without being valid, in a moment, and then validated in a transaction that no writer waits for. As soon
 * as it is there a new row that does not meet it is refused, which is reported as contention.
 *
 * @param byDefault the default part
 * @param made the part that is to be made, by which the check is named
 * @param condition the rows that the default may have, with its values inline
 */
public record PartitionBound(Partition byDefault, Partition made, Condition condition) {

    /** The beginning of the names of all bounds. */
    static final String PREFIX = "bound_";

    String name() {
        return PREFIX + made.name();
    }
}
