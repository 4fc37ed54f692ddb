package io.aro.db.testkit.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleTest {

    private static final Set<Rule> OF_WHOLE_SCRIPTS = Set.of(Rule.NO_WAY_BACK, Rule.ONE_ENGINE_ONLY);

    static Stream<Breach> breaches() {
        return Breach.all();
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void findsWhatBreaksIt(Breach breach) {
        SqlLint lint = Scripts.up(breach.dialect(), breach.breaking());

        assertThat(lint.findings())
                .extracting(Finding::line, Finding::problem)
                .containsExactly(tuple(
                        breach.line(), breach.rule().id() + ": " + breach.rule().explanation()));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void findsNothingInWhatKeepsIt(Breach breach) {
        SqlLint lint = Scripts.up(breach.dialect(), breach.clean());

        assertThat(lint.findings())
                .filteredOn(
                        finding -> finding.problem().startsWith(breach.rule().id()))
                .isEmpty();
    }

    @Test
    void isShownToBeBrokenWhicheverItIs() {
        Set<Rule> shown = Breach.all().map(Breach::rule).collect(Collectors.toSet());

        assertThat(Arrays.asList(Rule.values()))
                .allMatch(rule -> shown.contains(rule) || OF_WHOLE_SCRIPTS.contains(rule));
    }

    @Test
    void wantsAWayBackOfEachScript() {
        assertThat(Scripts.undoneBy(null).findings())
                .singleElement()
                .hasToString("sqlite/V001__test.sql:1: no-way-back: " + Rule.NO_WAY_BACK.explanation() + ".");
        assertThat(Scripts.undoneBy("-- Nothing to do.\n").findings()).hasSize(1);
        assertThat(Scripts.undoneBy("-- irreversible: the rows are gone.\n").findings())
                .isEmpty();
        assertThat(Scripts.undoneBy("DROP TABLE test").findings()).isEmpty();
    }

    @Test
    void wantsNoStatementsBackWhereThereAreNone() {
        assertThat(Scripts.nothing("-- Nothing to undo.").findings()).isEmpty();
        assertThat(Scripts.nothing(null).findings()).hasSize(1);
    }

    @Test
    void wantsEachScriptForBothEngines() {
        assertThat(Scripts.withoutTwin("SELECT 1").findings())
                .extracting(Finding::problem)
                .containsExactly("one-engine-only: " + Rule.ONE_ENGINE_ONLY.explanation());
    }

    @Test
    void letsAWayBackDropWhatItsScriptMade() {
        assertThat(Scripts.down(ScriptDialect.POSTGRESQL, "DROP TABLE t; ALTER TABLE u DROP COLUMN c")
                        .findings())
                .isEmpty();
    }

    @Test
    void letsNoWayBackWorkConcurrently() {
        assertThat(Scripts.down(ScriptDialect.POSTGRESQL, "DROP INDEX CONCURRENTLY idx_t_c")
                        .findings())
                .extracting(Finding::script, Finding::line)
                .containsExactly(tuple("rollback/postgresql/V001__test.sql", 1));
    }
}
