package io.aro.db.testkit.lint;

import java.util.Locale;

/**
 * A breach of a rule in a script, or an unused allowance.
 *
 * @param script the folder and name of the file, below the root of its set
 * @param line from 1
 * @param problem the problem and its remedy, without a period
 */
public record Finding(String script, int line, String problem) {

    static Finding of(Rule rule, Script script, Statement statement) {
        return new Finding(script.file(), statement.line(), rule.id() + ": " + rule.explanation());
    }

    /** Returns the finding in the format of editors, as in {@code sqlite/V007__x.sql:12: drop-column: …}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s:%s: %s.", script, line, problem);
    }
}
