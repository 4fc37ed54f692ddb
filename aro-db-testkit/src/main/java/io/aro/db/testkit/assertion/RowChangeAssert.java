package io.aro.db.testkit.assertion;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;

/** Says how many rows an action should have added; a table that it has taken rows from has a number below zero. */
public final class RowChangeAssert extends AbstractAssert<RowChangeAssert, Map<String, Long>> {

    private final Map<String, Long> rest;

    RowChangeAssert(Map<String, Long> changes) {
        super(changes, RowChangeAssert.class);
        this.rest = new TreeMap<>(changes);
    }

    /** Asserts how many rows were added to the table. */
    public RowChangeAssert adds(String table, int expected) {
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
