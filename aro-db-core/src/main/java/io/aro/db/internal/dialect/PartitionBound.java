package io.aro.db.internal.dialect;

import org.jooq.Condition;

/**
 * A check constraint on the default partition. With the constraint, PostgreSQL attaches a partition without scanning
 * the default.
 *
 * <p>The constraint is added as {@code NOT VALID}, within moments, and validated later without blocking writers. From
 * the start it refuses new violating rows; the refusal surfaces as contention.
 *
 * @param byDefault the default partition
 * @param made the future partition; its name determines the constraint's name
 * @param condition the rows allowed in the default partition, with inline values
 */
public record PartitionBound(Partition byDefault, Partition made, Condition condition) {

    /** Name prefix of all bounds. */
    static final String PREFIX = "bound_";

    String name() {
        return PREFIX + made.name();
    }
}
