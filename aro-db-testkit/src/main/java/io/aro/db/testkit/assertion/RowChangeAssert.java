package io.aro.db.testkit.assertion;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;

/** Assertions on the rows added by an action; deleted rows count as negative. */
public final class RowChangeAssert extends AbstractAssert<RowChangeAssert, Map<String, Long>> {

    private final Map<String, Long> rest;
    private final RowCounts after;

    RowChangeAssert(Map<String, Long> changes, RowCounts after) {
        super(changes, RowChangeAssert.class);
        this.rest = new TreeMap<>(changes);
        this.after = after;
    }

    /**
     * Asserts the number of rows added to the table.
     *
     * @throws io.aro.db.error.SchemaMismatchException if there is no such table; the message suggests a similar name
     */
    public RowChangeAssert adds(String table, int expected) {
        after.requireTable(table);
        rest.remove(table);
        long found = actual.getOrDefault(table, 0L);
        if (found != expected) {
            throw failure(
                    "%s rows should have been added to %s, and %s were; all changes: %s",
                    expected, table, found, actual);
        }
        return this;
    }

    /** Asserts an unchanged number of rows in every table not named so far. */
    public RowChangeAssert andNothingElse() {
        if (!rest.isEmpty()) {
            throw failure("No other table should have changed, and these tables have: %s", rest);
        }
        return this;
    }

    /** Asserts an unchanged number of rows in every table. */
    public RowChangeAssert addsNothing() {
        return andNothingElse();
    }
}
