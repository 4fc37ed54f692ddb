package io.aro.db.internal.dialect;

import io.aro.db.internal.naming.QualifiedNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Param;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The time-range partitions of a PostgreSQL table. All methods except {@link #all}, {@link #bounds} and
 * {@link #isDefaultInUse} require a transaction.
 *
 * <p>Statements wait only briefly for locks that block writers. On a timeout the statement fails, and the transaction
 * may be retried.
 */
public final class PostgresPartitions {

    private static final Duration MOMENT = Duration.ofMillis(100);

    /**
     * Longer than PostgreSQL's default {@code deadlock_timeout} of 1 s, after which a blocking autovacuum is cancelled.
     */
    private static final Duration VACUUM = Duration.ofSeconds(3);

    private final Table<?> table;
    private final Field<Instant> time;

    /**
     * Creates the view of a table's partitions.
     *
     * @param time the partition key
     */
    public PostgresPartitions(Table<?> table, TableField<?, Instant> time) {
        this.table = table;
        this.time = DSL.field(time.getUnqualifiedName(), time.getDataType());
    }

    /** Returns whether the default partition has rows. */
    public boolean isDefaultInUse(DSLContext dsl) {
        return dsl.fetchExists(
                DSL.selectOne().from(DSL.table(name(dsl, all(dsl).getLast().name()))));
    }

    /** Returns the partitions in time order, the default partition last. */
    public List<Partition> all(DSLContext dsl) {
        return dsl.fetch(
                        "select c.relname,"
                                + " substring(b.bound from $$FROM \\('([^']+)'\\)$$)::timestamptz,"
                                + " substring(b.bound from $$TO \\('([^']+)'\\)$$)::timestamptz"
                                + " from pg_catalog.pg_inherits i"
                                + " join pg_catalog.pg_class c on c.oid = i.inhrelid"
                                + " cross join lateral (select pg_get_expr(c.relpartbound, c.oid)) as b (bound)"
                                + " where i.inhparent = {0}::regclass"
                                + " order by 3 nulls last",
                        text(dsl, table.getName()))
                .map(row ->
                        new Partition(row.get(0, String.class), row.get(1, Instant.class), row.get(2, Instant.class)));
    }

    /** Sets a lock timeout of 100 ms for the rest of the transaction. */
    public void limitLockWait(DSLContext tx) {
        limitLocks(tx, MOMENT);
    }

    /**
     * Waits for a running vacuum of the partition, and blocks further vacuums until the transaction ends. Writers are
     * not blocked.
     *
     * <p>The wait exceeds 100 ms: PostgreSQL cancels an autovacuum only after a competing session has waited for
     * {@code deadlock_timeout}.
     */
    public void keepVacuumOut(DSLContext tx, Partition part) {
        limitLocks(tx, VACUUM);
        lock(tx, part, "SHARE UPDATE EXCLUSIVE");
    }

    /** Blocks vacuums of all partitions, starting with the default partition. */
    public void keepVacuumOutOfAll(DSLContext tx) {
        keepVacuumOut(tx, all(tx).getLast());
        tx.execute("lock table {0} in share update exclusive mode", table(tx));
    }

    private static void limitLocks(DSLContext tx, Duration limit) {
        tx.execute("set local lock_timeout = {0}", DSL.inline(limit.toMillis() + "ms"));
    }

    /** Condition: the row is in the partition's range. The values are inline, as required by a check constraint. */
    public Condition within(Partition part) {
        Instant until = part.until();
        Condition before = until == null ? DSL.noCondition() : time.lt(DSL.inline(until, time));
        return part.from() == null
                ? before
                : time.ge(DSL.inline(part.from(), time)).and(before);
    }

    /**
     * Adds a partition and moves its rows from the default partition.
     *
     * <p>Writers wait until the transaction ends, including a scan of the whole default partition.
     */
    public void add(DSLContext tx, Partition part, Partition byDefault) {
        create(tx, part.name());
        keepWritersOut(tx, byDefault);
        move(tx, byDefault, part.name(), within(part));
        attach(tx, part);
    }

    /**
     * Adds a partition with a bound on the default partition, and moves the remaining rows of its range.
     *
     * <p>Writers wait only briefly, at the end of the transaction.
     */
    public void addBound(DSLContext tx, Partition part, PartitionBound bound) {
        Partition byDefault = bound.byDefault();
        create(tx, part.name());
        move(tx, byDefault, part.name(), within(part));
        validate(tx, bound);
        limitLockWait(tx);
        keepWritersOut(tx, byDefault);
        attach(tx, part);
        dropBounds(tx, byDefault);
    }

    /**
     * Blocks writers of the table, not only of the default partition: an insert already routed to the default would
     * fail once the new partition exists.
     */
    private void keepWritersOut(DSLContext tx, Partition byDefault) {
        tx.execute("lock table only {0} in share row exclusive mode", table(tx));
        lock(tx, byDefault, "ACCESS EXCLUSIVE");
    }

    /**
     * Turns the default partition into the given range partition, with the bound as its check. Rows outside the range
     * move to a new default partition.
     *
     * <p>Writers wait only briefly, at the end of the transaction.
     */
    public void close(DSLContext tx, Partition closed, PartitionBound bound) {
        Partition byDefault = bound.byDefault();
        String next = byDefault.name() + "_next";
        create(tx, next);
        move(tx, byDefault, next, DSL.not(within(closed)));
        validate(tx, bound);
        limitLockWait(tx);
        tx.execute("lock table {0} in access exclusive mode", table(tx));
        tx.execute("alter table {0} detach partition {1}", table(tx), name(tx, byDefault.name()));
        rename(tx, byDefault.name(), closed.name());
        rename(tx, next, byDefault.name());
        attach(tx, closed);
        tx.execute("alter table {0} attach partition {1} default", table(tx), name(tx, byDefault.name()));
        dropBounds(tx, closed);
    }

    /** Adds a bound to its default partition. Writers wait until the transaction ends. */
    public void put(DSLContext tx, PartitionBound bound) {
        tx.execute(
                "alter table {0} add constraint {1} check ({2}) not valid",
                name(tx, bound.byDefault().name()), DSL.name(bound.name()), bound.condition());
    }

    /** Returns whether the bound exists; a concurrent run may have dropped it. */
    public boolean has(DSLContext tx, PartitionBound bound) {
        return bounds(tx, bound.byDefault()).contains(bound.name());
    }

    /** Returns whether the default partition still contains rows in violation of the bound. */
    public boolean isBroken(DSLContext tx, PartitionBound bound) {
        return tx.fetchExists(DSL.selectOne()
                .from(DSL.table(name(tx, bound.byDefault().name())))
                .where(DSL.not(bound.condition())));
    }

    /** Validates the bound. Scans the default partition unless the bound is already valid; writers are not blocked. */
    public void validate(DSLContext tx, PartitionBound bound) {
        tx.execute(
                "alter table {0} validate constraint {1}",
                name(tx, bound.byDefault().name()), DSL.name(bound.name()));
    }

    /** Returns the names of a partition's bounds; a killed run leaves its bounds behind. */
    public List<String> bounds(DSLContext dsl, Partition part) {
        return dsl.fetch(
                        "select conname from pg_catalog.pg_constraint"
                                + " where conrelid = {0}::regclass and starts_with(conname::text, {1})",
                        text(dsl, part.name()), DSL.inline(PartitionBound.PREFIX))
                .getValues(0, String.class);
    }

    /** Drops all bounds of a partition. Its writers wait until the transaction ends. */
    public void dropBounds(DSLContext tx, Partition part) {
        for (String bound : bounds(tx, part)) {
            tx.execute("alter table {0} drop constraint {1}", name(tx, part.name()), DSL.name(bound));
        }
    }

    /** Blocks writers of this partition until the transaction ends. */
    public void freeze(DSLContext tx, Partition part) {
        lock(tx, part, "SHARE");
    }

    /** Drops a partition and its rows; writers of all partitions wait briefly. */
    public void drop(DSLContext tx, Partition part) {
        tx.execute("alter table {0} detach partition {1}", table(tx), name(tx, part.name()));
        tx.execute("drop table {0}", name(tx, part.name()));
    }

    private static void lock(DSLContext tx, Partition part, String mode) {
        tx.execute("lock table {0} in {1} mode", name(tx, part.name()), DSL.keyword(mode));
    }

    private void create(DSLContext tx, String part) {
        tx.execute("create table {0} (like {1} including all)", name(tx, part), table(tx));
    }

    private static void rename(DSLContext tx, String from, String to) {
        tx.execute("alter table {0} rename to {1}", name(tx, from), DSL.name(to));
    }

    /** Attaches the partition. A valid bound saves the scan of the partition or of the default. */
    private void attach(DSLContext tx, Partition part) {
        tx.execute(
                "alter table {0} attach partition {1} for values from ({2}) to ({3})",
                table(tx),
                name(tx, part.name()),
                part.from() == null
                        ? DSL.keyword("minvalue")
                        : DSL.inline(part.from().toString()),
                DSL.inline(String.valueOf(part.until())));
    }

    private static void move(DSLContext tx, Partition from, String to, Condition which) {
        var moved = DSL.name("moved")
                .as(DSL.deleteFrom(DSL.table(name(tx, from.name())))
                        .where(which)
                        .returning(DSL.asterisk()));
        tx.with(moved)
                .insertInto(DSL.table(name(tx, to)))
                .select(DSL.select(DSL.asterisk()).from(moved))
                .execute();
    }

    private Name table(DSLContext dsl) {
        return name(dsl, table.getName());
    }

    private static Name name(DSLContext dsl, String part) {
        return QualifiedNames.of(dsl.configuration(), part);
    }

    /** Returns the name as a text, for a cast to {@code regclass}. */
    private static Param<String> text(DSLContext dsl, String part) {
        return DSL.inline(dsl.render(name(dsl, part)));
    }
}
