package io.aro.db.testkit.lint;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A word, a sign or a literal of SQL.
 *
 * @param text what stands in the script, without the quotes of a quoted name
 * @param line the line it begins in, from 1
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        /** A keyword or a plain name. */
        WORD,
        QUOTED_NAME,
        /** A string, a number or a function's body. */
        LITERAL,
        SIGN,
        COMMENT
    }

    /** Returns if it is the keyword or the sign; names in quotes are no keywords. */
    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** Returns the name as PostgreSQL keeps it. */
    String name() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : text;
    }

    int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
