package io.aro.db.testkit.lint;

import java.util.Locale;

/**
 * A place in a script that breaks a rule, or a comment that allows nothing.
 *
 * @param script the folder and name of the file, below the root of its set
 * @param line from 1
 * @param problem what is wrong and what to do about it, without the end of a sentence
 */
public record Finding(String script, int line, String problem) {

    static Finding of(Rule rule, Script script, Statement statement) {
        return new Finding(script.file(), statement.line(), rule.id() + ": " + rule.explanation());
    }

    /** Returns it as editors understand it, as in {@code sqlite/V007__x.sql:12: drop-column: …}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s:%s: %s.", script, line, problem);
    }
}
