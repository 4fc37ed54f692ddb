package io.aro.db.testkit.lint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A comment such as {@code -- lint: allow blocking-index because the table has ten rows}.
 *
 * @param rule the rule's id as it is written
 * @param reason why, which is empty where it is left out
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
