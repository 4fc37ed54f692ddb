package io.aro.db.testkit.plan;

import java.util.regex.Pattern;

/**
 * An index of PostgreSQL.
 *
 * @param isOrdered whether the index is a B-tree, ordered by its columns
 * @param firstColumn the first column or expression, as written by PostgreSQL
 */
record PostgresIndex(boolean isOrdered, String firstColumn) {

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

    /** Keywords and signs without a condition of their own. */
    private static final Pattern FRAME = Pattern.compile("\\bAND\\b|[()\\s]");

    /** The use of an index by a condition. */
    enum Use {
        /** The condition seeks a position in the index. */
        SOUGHT,
        /** The condition seeks nothing: all entries are read, or all non-null entries. */
        WALKED,
        /** The condition filters the entries, all of which are read. */
        FILTERED
    }

    /** Returns the use of the index by a condition of the plan; an empty text stands for no condition. */
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
