package io.aro.db.internal;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;

/**
 * A check on the default part of a table, by which PostgreSQL need not read its rows when another part is attached.
 *
 * <p>It is added without being valid, in a moment, and then validated in a transaction that no writer waits for. As soon
 * as it is there a new row that does not meet it is refused, which is reported as contention.
 *
 * @param byDefault the default part
 * @param made the part that is to be made, by which the check is named
 * @param condition the rows that the default may have
 */
public record PartitionBound(Partition byDefault, Partition made, Condition condition) {

    /** The beginning of the names of all bounds. */
    private static final String PREFIX = "bound_";

    /** Adds it, in a transaction that writers wait for. */
    public void add(DSLContext tx) {
        tx.execute(
                "alter table {0} drop constraint if exists {1}, add constraint {1} check ({2}) not valid",
                DSL.name(byDefault.name()), name(), DSL.sql(tx.renderInlined(condition)));
    }

    /** Tells whether it is there; another run may have dropped it. */
    public boolean isThere(DSLContext tx) {
        return names(tx, byDefault).contains(PREFIX + made.name());
    }

    /** Tells whether the default has rows still that do not meet it. */
    public boolean isBroken(DSLContext tx) {
        return tx.fetchExists(
                DSL.selectOne().from(DSL.table(DSL.name(byDefault.name()))).where(DSL.not(condition)));
    }

    /** Reads all rows, unless it is valid already; writers do not wait. */
    public void validate(DSLContext tx) {
        tx.execute("alter table {0} validate constraint {1}", DSL.name(byDefault.name()), name());
    }

    /** Returns whether a part has a bound, which a run leaves behind that is killed. */
    public static boolean isAny(DSLContext dsl, Partition part) {
        return !names(dsl, part).isEmpty();
    }

    /** Drops all bounds of a part, in a transaction that its writers wait for. */
    public static void dropAll(DSLContext tx, Partition part) {
        for (String bound : names(tx, part)) {
            tx.execute("alter table {0} drop constraint {1}", DSL.name(part.name()), DSL.name(bound));
        }
    }

    private static List<String> names(DSLContext dsl, Partition part) {
        return dsl.fetch(
                        "select conname from pg_catalog.pg_constraint"
                                + " where conrelid = {0}::regclass and starts_with(conname::text, {1})",
                        DSL.inline(part.name()), DSL.inline(PREFIX))
                .getValues(0, String.class);
    }

    private Name name() {
        return DSL.name(PREFIX + made.name());
    }
}
