package io.aro.db.testkit.lint;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A word, a sign or a literal of SQL.
 *
 * @param text the text in the script, without the quotes of a quoted name
 * @param line the line of its first character, from 1
 */
record Token(Kind kind, String text, int line) {

    /** The kind of a token. */
    enum Kind {
        /** A keyword or a plain name. */
        WORD,
        QUOTED_NAME,
        /** A string, a number or a function body. */
        LITERAL,
        SIGN,
        COMMENT
    }

    /** Returns whether the token is the keyword or sign, ignoring case. A quoted name is never a keyword. */
    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** Returns the name as stored by PostgreSQL. */
    String name() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : text;
    }

    int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
