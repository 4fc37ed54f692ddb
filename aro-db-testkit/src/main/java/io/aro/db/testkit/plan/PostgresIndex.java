package io.aro.db.testkit.plan;

import java.util.regex.Pattern;

/**
 * An index of PostgreSQL.
 *
 * @param isOrdered whether it is a B-tree, whose entries are in the order of its columns
 * @param firstColumn its first column or expression, as PostgreSQL writes it
 */
record PostgresIndex(boolean isOrdered, String firstColumn) {

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

    /** Words and signs that say nothing by themselves. */
    private static final Pattern FRAME = Pattern.compile("\\bAND\\b|[()\\s]");

    /** What a condition makes of an index. */
    enum Use {
        /** It leads to a place within the index. */
        SOUGHT,
        /** It leads nowhere: all entries are read, or all but those of NULL. */
        WALKED,
        /** It drops some of the entries, all of which are looked at. */
        FILTERED
    }

    /** Returns what a condition, as a plan has it, makes of the index; it is empty where there is none. */
    Use use(String condition) {
        if (condition.isEmpty()) {
            return Use.WALKED;
        }
        String column = "(?<![\\w.\"])" + Pattern.quote(firstColumn) + "(?![\\w\"])";
        String rest = LITERAL.matcher(condition).replaceAll("''").replaceAll(column + " IS NOT NULL", "");
        if (!isOrdered || Pattern.compile(column).matcher(rest).find()) {
            return Use.SOUGHT;
        }
        return FRAME.matcher(rest).replaceAll("").isEmpty() ? Use.WALKED : Use.FILTERED;
    }
}
