package io.aro.db.testkit.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The findings of one script, without the breaches allowed by its comments. */
final class ScriptReport {

    private final Script script;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Allowance> used = new HashSet<>();

    ScriptReport(Script script) {
        this.script = script;
    }

    void add(Rule rule, Statement statement) {
        List<Allowance> allowing = statement.allowances().stream()
                .filter(allowance -> allowance.isFor(rule))
                .toList();
        used.addAll(allowing);
        if (allowing.isEmpty()) {
            findings.add(Finding.of(rule, script, statement));
        }
    }

    /** Returns the findings by line. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        for (Allowance allowance : script.whole().allowances()) {
            if (allowance.reason().isEmpty()) {
                all.add(of(allowance, "an allowance without a reason; add \"because …\""));
            } else if (!used.contains(allowance)) {
                all.add(of(allowance, reasonOfUnused(allowance)));
            }
        }
        all.sort(Comparator.comparingInt(Finding::line));
        return all;
    }

    private static String reasonOfUnused(Allowance allowance) {
        boolean isKnown = Arrays.stream(Rule.values()).anyMatch(allowance::isFor);
        return isKnown
                ? "allows " + allowance.rule() + ", but no statement breaks the rule; remove the comment"
                : "allows " + allowance.rule() + ", an unknown rule; see the names in Rule";
    }

    private Finding of(Allowance allowance, String problem) {
        return new Finding(script.file(), allowance.line(), problem);
    }
}
