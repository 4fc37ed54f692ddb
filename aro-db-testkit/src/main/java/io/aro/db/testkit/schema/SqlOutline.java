package io.aro.db.testkit.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL text with an outline: a copy of the same length with blanked strings and parentheses. A keyword found
 * in the outline is at the outermost level.
 */
record SqlOutline(String sql, String outline) {

    /** Returns the SQL without comments and with single spaces. */
    static SqlOutline of(String sql) {
        String clean = clean(sql);
        return new SqlOutline(clean, blank(clean));
    }

    /** Returns the content of the first parentheses at or after the position. */
    SqlOutline parenthesised(int from) {
        int open = outline.indexOf('(', from);
        return of(sql.substring(open + 1, outline.indexOf(')', open)));
    }

    /** Returns the text after the first parentheses. */
    SqlOutline afterParentheses() {
        return of(sql.substring(outline.indexOf(')') + 1));
    }

    /** Returns the parts between the outermost commas. */
    List<SqlOutline> split() {
        List<SqlOutline> pieces = new ArrayList<>();
        int start = 0;
        for (int comma = outline.indexOf(','); comma >= 0; comma = outline.indexOf(',', start)) {
            pieces.add(of(sql.substring(start, comma)));
            start = comma + 1;
        }
        pieces.add(of(sql.substring(start)));
        return pieces;
    }

    private static String blank(String sql) {
        StringBuilder outline = new StringBuilder(sql);
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            boolean wasQuoted = quoted;
            if (c == '\'') {
                quoted = !quoted;
            }
            if (c == ')' && !quoted) {
                depth--;
            }
            if (depth > 0 || quoted || wasQuoted) {
                outline.setCharAt(i, ' ');
            }
            if (c == '(' && !quoted) {
                depth++;
            }
        }
        return outline.toString();
    }

    /** Removes comments and runs of white space outside strings. */
    private static String clean(String sql) {
        StringBuilder clean = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (!quoted && sql.startsWith("--", i)) {
                i = endOf(sql, "\n", i);
                c = ' ';
            } else if (!quoted && sql.startsWith("/*", i)) {
                i = endOf(sql, "*/", i);
                c = ' ';
            } else if (c == '\'') {
                quoted = !quoted;
            }
            boolean space = Character.isWhitespace(c) && !quoted;
            if (!space) {
                clean.append(c);
            } else if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
                clean.append(' ');
            }
        }
        return clean.toString().strip();
    }

    private static int endOf(String sql, String end, int from) {
        int at = sql.indexOf(end, from);
        return at < 0 ? sql.length() : at + end.length() - 1;
    }
}
