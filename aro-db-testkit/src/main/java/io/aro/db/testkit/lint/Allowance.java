package io.aro.db.testkit.lint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A comment to allow a breach: {@code -- lint: allow blocking-index because the table has ten rows}.
 *
 * @param rule the id of the rule as written, known or not
 * @param reason the reason; empty if omitted
 */
record Allowance(String rule, String reason, int line) {

    private static final Pattern FORM = Pattern.compile("lint:\\s*allow\\s+([\\w-]+)(?:\\s+because\\s+(.*\\S))?");

    static Stream<Allowance> in(Token comment) {
        Matcher form = FORM.matcher(comment.text());
        return form.results()
                .map(match ->
                        new Allowance(match.group(1), match.group(2) == null ? "" : match.group(2), comment.line()));
    }

    boolean isFor(Rule wanted) {
        return rule.equals(wanted.id());
    }
}
