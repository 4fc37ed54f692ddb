package io.aro.db.testkit.assertion;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the rows added by an action; a table that has lost rows counts below zero. */
public final class RowChangeAssert extends AbstractAssert<RowChangeAssert, Map<String, Long>> {

    private final Map<String, Long> rest;
    private final RowCounts after;

    RowChangeAssert(Map<String, Long> changes, RowCounts after) {
        super(changes, RowChangeAssert.class);
        this.rest = new TreeMap<>(changes);
        this.after = after;
    }

    /**
     * Asserts how many rows were added to the table.
     *
     * @throws io.aro.db.error.SchemaMismatchException if there is none of that name; it names the one that may be meant
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

    /** Asserts that no other table has more or fewer rows than before. */
    public RowChangeAssert andNothingElse() {
        if (!rest.isEmpty()) {
            throw failure("Nothing else should have changed, and these tables have: %s", rest);
        }
        return this;
    }

    /** Asserts that every table has as many rows as before. */
    public RowChangeAssert addsNothing() {
        return andNothingElse();
    }
}
