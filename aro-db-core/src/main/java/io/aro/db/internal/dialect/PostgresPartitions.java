package io.aro.db.internal.dialect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The partitions of a table on PostgreSQL, by range of a time; all methods but {@link #all} run in a transaction.
 *
 * <p>A lock that writers would queue behind is waited for briefly; then the statement fails and the transaction may be
 * retried.
 */
public final class PostgresPartitions {

    private static final Duration MOMENT = Duration.ofMillis(100);

    /** Longer than the usual {@code deadlock_timeout} of a second, after which an autovacuum makes way. */
    private static final Duration VACUUM = Duration.ofSeconds(3);

    private final Table<?> table;
    private final Field<Instant> time;

    /** Creates the partitions of a table. */
    public PostgresPartitions(Table<?> table, TableField<?, Instant> time) {
        this.table = table;
        this.time = DSL.field(time.getUnqualifiedName(), time.getDataType());
    }

    /** Returns the partitions, the earliest first and the default last. */
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
                        DSL.inline(table.getName()))
                .map(row ->
                        new Partition(row.get(0, String.class), row.get(1, Instant.class), row.get(2, Instant.class)));
    }

    /** Sets a short lock timeout for the rest of the transaction. */
    public void limitLockWait(DSLContext tx) {
        limitLocks(tx, MOMENT);
    }

    /**
     * Waits for the vacuum of a part, and keeps others from it until the transaction ends. No writer waits for this.
     *
     * <p>PostgreSQL cancels an autovacuum for a session that has waited for it for {@code deadlock_timeout}, which is longer
     * than a moment.
     */
    public void keepVacuumOut(DSLContext tx, Partition part) {
        limitLocks(tx, VACUUM);
        lock(tx, part, "SHARE UPDATE EXCLUSIVE");
    }

    /** Keeps vacuums out of all partitions, the default first. */
    public void keepVacuumOutOfAll(DSLContext tx) {
        keepVacuumOut(tx, all(tx).getLast());
        tx.execute("lock table {0} in share update exclusive mode", table.getUnqualifiedName());
    }

    private static void limitLocks(DSLContext tx, Duration limit) {
        tx.execute("set local lock_timeout = {0}", DSL.inline(limit.toMillis() + "ms"));
    }

    /** Returns the condition of the rows of a part, with its values inline, as a check needs them. */
    public Condition within(Partition part) {
        Instant until = part.until();
        Condition before = until == null ? DSL.noCondition() : time.lt(DSL.inline(until, time));
        return part.from() == null
                ? before
                : time.ge(DSL.inline(part.from(), time)).and(before);
    }

    /**
     * Adds a part for a range and moves the rows into it that the default has of that range.
     *
     * <p>Writers wait until the transaction ends, while all rows of the default are read.
     */
    public void add(DSLContext tx, Partition part, Partition byDefault) {
        create(tx, part.name());
        keepWritersOut(tx, byDefault);
        move(tx, byDefault, part.name(), within(part));
        attach(tx, part);
    }

    /**
     * Adds a part for a range that a bound keeps out of the default, and moves the rows into it that the default has still.
     *
     * <p>Writers wait for a moment, at the end of the transaction.
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

    /** A row that waits for the default alone has been sent there already, and would be refused once the part is there. */
    private void keepWritersOut(DSLContext tx, Partition byDefault) {
        tx.execute("lock table only {0} in share row exclusive mode", table.getUnqualifiedName());
        lock(tx, byDefault, "ACCESS EXCLUSIVE");
    }

    /**
     * Makes the default a part of its own, whose range is its bound, and puts another default in its place, with the rows
     * that are not within the range.
     *
     * <p>Writers wait for a moment, at the end of the transaction.
     */
    public void close(DSLContext tx, Partition closed, PartitionBound bound) {
        Partition byDefault = bound.byDefault();
        String next = byDefault.name() + "_next";
        create(tx, next);
        move(tx, byDefault, next, DSL.not(within(closed)));
        validate(tx, bound);
        limitLockWait(tx);
        tx.execute("lock table {0} in access exclusive mode", table.getUnqualifiedName());
        tx.execute("alter table {0} detach partition {1}", table.getUnqualifiedName(), name(byDefault.name()));
        rename(tx, byDefault.name(), closed.name());
        rename(tx, next, byDefault.name());
        attach(tx, closed);
        tx.execute("alter table {0} attach partition {1} default", table.getUnqualifiedName(), name(byDefault.name()));
        dropBounds(tx, closed);
    }

    /** Adds a bound, in a transaction that writers wait for. */
    public void put(DSLContext tx, PartitionBound bound) {
        tx.execute(
                "alter table {0} add constraint {1} check ({2}) not valid",
                name(bound.byDefault().name()), name(bound.name()), bound.condition());
    }

    /** Tells whether a bound is there; another run may have dropped it. */
    public boolean has(DSLContext tx, PartitionBound bound) {
        return bounds(tx, bound.byDefault()).contains(bound.name());
    }

    /** Tells whether the default has rows still that do not meet its bound. */
    public boolean isBroken(DSLContext tx, PartitionBound bound) {
        return tx.fetchExists(
                DSL.selectOne().from(DSL.table(name(bound.byDefault().name()))).where(DSL.not(bound.condition())));
    }

    /** Reads all rows of the default, unless the bound is valid already; writers do not wait. */
    public void validate(DSLContext tx, PartitionBound bound) {
        tx.execute(
                "alter table {0} validate constraint {1}",
                name(bound.byDefault().name()), name(bound.name()));
    }

    /** Returns the names of the bounds of a part, which a run leaves behind that is killed. */
    public List<String> bounds(DSLContext dsl, Partition part) {
        return dsl.fetch(
                        "select conname from pg_catalog.pg_constraint"
                                + " where conrelid = {0}::regclass and starts_with(conname::text, {1})",
                        DSL.inline(part.name()), DSL.inline(PartitionBound.PREFIX))
                .getValues(0, String.class);
    }

    /** Drops all bounds of a part, in a transaction that its writers wait for. */
    public void dropBounds(DSLContext tx, Partition part) {
        for (String bound : bounds(tx, part)) {
            tx.execute("alter table {0} drop constraint {1}", name(part.name()), name(bound));
        }
    }

    /** Keeps writers out of a part until the transaction ends, but not out of the others. */
    public void freeze(DSLContext tx, Partition part) {
        lock(tx, part, "SHARE");
    }

    /** Drops a part with its rows; writers of all parts wait for a moment. */
    public void drop(DSLContext tx, Partition part) {
        tx.execute("alter table {0} detach partition {1}", table.getUnqualifiedName(), name(part.name()));
        tx.execute("drop table {0}", name(part.name()));
    }

    private static void lock(DSLContext tx, Partition part, String mode) {
        tx.execute("lock table {0} in {1} mode", name(part.name()), DSL.keyword(mode));
    }

    private void create(DSLContext tx, String part) {
        tx.execute("create table {0} (like {1} including all)", name(part), table.getUnqualifiedName());
    }

    private static void rename(DSLContext tx, String from, String to) {
        tx.execute("alter table {0} rename to {1}", name(from), name(to));
    }

    /** Reads no row of the part if a valid bound says the same as its range, nor of the default if one rules the range out. */
    private void attach(DSLContext tx, Partition part) {
        tx.execute(
                "alter table {0} attach partition {1} for values from ({2}) to ({3})",
                table.getUnqualifiedName(),
                name(part.name()),
                part.from() == null
                        ? DSL.keyword("minvalue")
                        : DSL.inline(part.from().toString()),
                DSL.inline(String.valueOf(part.until())));
    }

    private static void move(DSLContext tx, Partition from, String to, Condition which) {
        var moved = DSL.name("moved")
                .as(DSL.deleteFrom(DSL.table(name(from.name()))).where(which).returning(DSL.asterisk()));
        tx.with(moved)
                .insertInto(DSL.table(name(to)))
                .select(DSL.select(DSL.asterisk()).from(moved))
                .execute();
    }

    private static Name name(String part) {
        return DSL.name(part);
    }
}
