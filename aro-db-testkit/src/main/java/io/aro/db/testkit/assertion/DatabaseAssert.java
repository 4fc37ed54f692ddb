package io.aro.db.testkit.assertion;

import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Action;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on the number of rows in a database. */
public final class DatabaseAssert extends AbstractAssert<DatabaseAssert, TestDatabase> {

    DatabaseAssert(@Nullable TestDatabase actual) {
        super(actual, DatabaseAssert.class);
    }

    /** Asserts the number of rows in the table. */
    public DatabaseAssert hasRows(String table, int expected) {
        isNotNull();
        long found = RowCounts.of(actual, table);
        if (found != expected) {
            throw failure("The table %s should have %s rows, and has %s", table, expected, found);
        }
        return this;
    }

    /** Asserts an empty table. */
    public DatabaseAssert hasNoRows(String table) {
        return hasRows(table, 0);
    }

    /** Asserts a database with only the rows inserted by migrations. */
    public DatabaseAssert isEmpty() {
        isNotNull();
        try (TestDatabase untouched = actual.sibling()) {
            Map<String, Long> extra = new TreeMap<>(RowCounts.of(actual).minus(RowCounts.of(untouched)));
            if (!extra.isEmpty()) {
                throw failure("The database should have only migrated rows, and has more or fewer rows: %s", extra);
            }
        }
        return this;
    }

    /** Runs the action and returns assertions on the rows added to each table. */
    public <X extends Exception> RowChangeAssert whileRunning(Action<X> action) throws X {
        isNotNull();
        RowCounts before = RowCounts.of(actual);
        action.run();
        RowCounts after = RowCounts.of(actual);
        return new RowChangeAssert(after.minus(before), after).as(descriptionText());
    }
}
