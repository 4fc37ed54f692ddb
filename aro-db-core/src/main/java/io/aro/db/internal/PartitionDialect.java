package io.aro.db.internal;

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
import org.jooq.impl.SQLDataType;

/**
 * Makes and drops the parts of a table that PostgreSQL partitions by range of a time; all but {@link #all} in a
 * transaction.
 *
 * <p>Every lock that writers would queue behind is waited for a moment only; then the statement fails and the transaction
 * may be repeated.
 */
public final class PartitionDialect {

    private static final Duration MOMENT = Duration.ofMillis(500);

    private final Table<?> table;
    private final Field<Instant> time;

    /** Serves the parts of a table. */
    public PartitionDialect(Table<?> table, TableField<?, Instant> time) {
        this.table = table;
        this.time = DSL.field(time.getUnqualifiedName(), time.getDataType());
    }

    /** Returns the parts, the earliest first and the default last. */
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
                .map(row -> new Partition(
                        row.get(0, String.class),
                        row.get(1, SQLDataType.INSTANT.getType()),
                        row.get(2, SQLDataType.INSTANT.getType())));
    }

    /** Lets the statements that follow in the transaction wait for locks for a moment only. */
    public void hurry(DSLContext tx) {
        tx.execute("set local lock_timeout = {0}", DSL.inline(MOMENT.toMillis() + "ms"));
    }

    /**
     * Adds a part for a range and moves the rows into it that the default has of that range.
     *
     * <p>Writers of the default wait until the transaction ends; those of other parts do not.
     */
    public void add(DSLContext tx, Partition part, Partition byDefault) {
        lock(tx, byDefault, "ACCESS EXCLUSIVE");
        create(tx, part.name());
        move(tx, name(byDefault.name()), name(part.name()), time.ge(part.from()).and(time.lt(part.until())));
        attach(tx, part);
    }

    /**
     * Makes the default a part of its own, which ends at a time, and puts an empty default in its place; what it has of
     * later times goes there.
     *
     * <p>Writers wait until the transaction ends, while all rows are read once.
     */
    public void close(DSLContext tx, Partition byDefault, Partition closed) {
        tx.execute("lock table {0} in access exclusive mode", table.getUnqualifiedName());
        tx.execute("alter table {0} detach partition {1}", table.getUnqualifiedName(), name(byDefault.name()));
        tx.execute("alter table {0} rename to {1}", name(byDefault.name()), name(closed.name()));
        create(tx, byDefault.name());
        move(tx, name(closed.name()), name(byDefault.name()), time.ge(closed.until()));
        attach(tx, closed);
        tx.execute("alter table {0} attach partition {1} default", table.getUnqualifiedName(), name(byDefault.name()));
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

    private static void move(DSLContext tx, Name from, Name to, Condition which) {
        var moved = DSL.name("moved")
                .as(DSL.deleteFrom(DSL.table(from)).where(which).returning(DSL.asterisk()));
        tx.with(moved)
                .insertInto(DSL.table(to))
                .select(DSL.select(DSL.asterisk()).from(moved))
                .execute();
    }

    private static Name name(String part) {
        return DSL.name(part);
    }
}
