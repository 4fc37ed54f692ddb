package io.aro.db.testkit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class StatementsTest {

    private final Statements statements = new Statements();

    @Test
    void showEachStatementOnALine() {
        statements.executed("select \"id\"\n  from \"customers\"");
        statements.executed("delete from \"customers\"");
        statements.committed();

        assertThat(statements.toString().lines())
                .containsExactly(
                        "",
                        "  select \"id\" from \"customers\"",
                        "  delete from \"customers\"",
                        "  1 commits, 0 rollbacks");
    }

    @Test
    void showARepetitionOnOneLine() {
        statements.executed("begin");
        for (int row = 0; row < 500; row++) {
            statements.executed("select 1");
        }
        statements.executed("end");

        assertThat(statements.toString().lines())
                .containsExactly("", "  begin", "  select 1 (500 times)", "  end", "  0 commits, 0 rollbacks");
    }

    @Test
    void fitOneScreenHoweverManyAndLongTheyAre() {
        for (int number = 0; number < 1000; number++) {
            statements.executed(String.format(Locale.ROOT, "select %s, %s", number, "\uD83D\uDE00".repeat(1000)));
        }

        List<String> lines = statements.toString().lines().toList();

        assertThat(lines).hasSizeLessThan(24).allMatch(line -> line.codePointCount(0, line.length()) <= 160);
        assertThat(lines.get(1)).startsWith("  select 0, \uD83D\uDE00").endsWith("\uD83D\uDE00…");
        assertThat(lines).contains("  … and 985 more");
        assertThat(statements.sql()).hasSize(1000);
    }
}
