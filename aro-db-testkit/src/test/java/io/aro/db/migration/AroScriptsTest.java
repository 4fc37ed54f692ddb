package io.aro.db.migration;

import static io.aro.db.testkit.lint.Rule.BACKFILL;
import static io.aro.db.testkit.lint.Rule.BLOCKING_INDEX;
import static io.aro.db.testkit.lint.Rule.SCANNING_CONSTRAINT;
import static io.aro.db.testkit.lint.Rule.SCANNING_UNIQUE;

import io.aro.db.testkit.lint.Rule;
import io.aro.db.testkit.lint.SqlLint;
import org.junit.jupiter.api.Test;

/** Looks for what the scripts of this library would do to a database in use. */
class AroScriptsTest {

    private static final String REASON =
            "The first release starts with this script, so no table it locks has rows when it runs.";

    @Test
    void areFitForADatabaseInUse() {
        SqlLint lint = SqlLint.of(MigrationSet.aro());
        allow(lint, "V007__complete_histories.sql", BACKFILL, SCANNING_CONSTRAINT, SCANNING_UNIQUE, BLOCKING_INDEX);
        allow(lint, "V008__add_customer_search.sql", BLOCKING_INDEX);
        allow(lint, "V009__add_message_rules.sql", BACKFILL, SCANNING_CONSTRAINT, BLOCKING_INDEX);
        allow(lint, "V010__serve_pages_of_records.sql", BLOCKING_INDEX);
        allow(lint, "V012__add_leases.sql", BLOCKING_INDEX);

        lint.assertClean();
    }

    private static void allow(SqlLint lint, String script, Rule... rules) {
        for (Rule rule : rules) {
            lint.allow(rule, script, REASON);
        }
    }
}
