package io.aro.db.testkit.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.MigrationSet;
import org.junit.jupiter.api.Test;

class SqlLintTest {

    private static final String INDEX = "CREATE INDEX idx_t_c ON t (c);\n";

    @Test
    void failsWithALineForEachFinding() {
        SqlLint lint = Scripts.postgresql("-- Adds things.\n\n" + INDEX + "/* and /* more */ */ DROP TABLE u;");

        assertThatThrownBy(lint::assertClean)
                .isInstanceOf(AssertionError.class)
                .hasMessage("2 findings in the migrations:\n"
                        + "postgresql/V001__test.sql:3: blocking-index: builds an index and blocks writes meanwhile;"
                        + " build it CONCURRENTLY, in a script of its own.\n"
                        + "postgresql/V001__test.sql:4: drop-table: drops a table that the running version may read;"
                        + " first release a version without the table, then allow the rule by a comment.");
    }

    @Test
    void passesWhatACommentAllows() {
        SqlLint lint = Scripts.postgresql("-- lint: allow blocking-index because t has ten rows.\n" + INDEX);

        lint.assertClean();
    }

    @Test
    void allowsByACommentOnlyTheStatementItStandsAt() {
        SqlLint lint = Scripts.postgresql("-- lint: allow blocking-index because t has ten rows.\n" + INDEX + INDEX);

        assertThat(lint.findings()).extracting(Finding::line).containsExactly(3);
    }

    @Test
    void wantsAReasonInAComment() {
        SqlLint lint = Scripts.postgresql("-- lint: allow blocking-index\n" + INDEX);

        assertThat(lint.findings())
                .singleElement()
                .hasToString("postgresql/V001__test.sql:1: an allowance without a reason; add \"because …\".");
    }

    @Test
    void findsCommentsThatAllowWhatNothingBreaks() {
        SqlLint lint = Scripts.postgresql("-- lint: allow truncate because it was empty.\nSELECT 1;");

        assertThat(lint.findings())
                .singleElement()
                .hasToString("postgresql/V001__test.sql:1: allows truncate, but no statement breaks the rule;"
                        + " remove the comment.");
    }

    @Test
    void findsCommentsThatAllowWhatIsNoRule() {
        SqlLint lint = Scripts.postgresql("SELECT 1;\n-- lint: allow everything because I may.\n");

        assertThat(lint.findings())
                .singleElement()
                .hasToString("postgresql/V001__test.sql:2: allows everything, an unknown rule; see the names in Rule.");
    }

    @Test
    void passesWhatIsAllowedOfAReleasedScript() {
        SqlLint lint = Scripts.postgresql(INDEX).allow(Rule.BLOCKING_INDEX, Scripts.NAME, "t had ten rows.");

        lint.assertClean();
    }

    @Test
    void findsWhatIsAllowedOfAReleasedScriptInVain() {
        SqlLint lint = Scripts.postgresql(INDEX)
                .allow(Rule.BLOCKING_INDEX, Scripts.NAME, "t had ten rows.")
                .allow(Rule.TRUNCATE, Scripts.NAME, "It was empty.");

        assertThat(lint.findings())
                .singleElement()
                .hasToString("V001__test.sql:1: allowed to break truncate, but does not; remove the allowance.");
    }

    @Test
    void wantsAReasonToAllowAReleasedScript() {
        SqlLint lint = Scripts.postgresql(INDEX);

        assertThatThrownBy(() -> lint.allow(Rule.BLOCKING_INDEX, Scripts.NAME, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Say why V001__test.sql may break the rule blocking-index.");
    }

    @Test
    void readsTheScriptsOfBothEnginesAndTheirWaysBack() {
        SqlLint lint = SqlLint.of(new MigrationSet("db/unsound", "unsound_schema_history"));

        assertThat(lint.findings())
                .extracting(Finding::script)
                .containsExactlyInAnyOrder(
                        "sqlite/V001__first.sql",
                        "rollback/sqlite/V001__first.sql",
                        "postgresql/V001__first.sql",
                        "postgresql/V002__second.sql",
                        "postgresql/V002__second.sql");
    }

    @Test
    void refusesASetThatIsNotThere() {
        MigrationSet missing = new MigrationSet("db/nowhere", "nowhere_schema_history");

        assertThatThrownBy(() -> SqlLint.of(missing))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("db/nowhere/sqlite");
    }
}
