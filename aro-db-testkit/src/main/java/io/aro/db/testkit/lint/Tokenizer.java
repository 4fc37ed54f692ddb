package io.aro.db.testkit.lint;

import io.aro.db.testkit.lint.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tokenizer for SQL of PostgreSQL and SQLite, including comments. It knows only the grammar needed by rules. */
final class Tokenizer {

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9a-zA-Z_.]*");
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    private Tokenizer(String sql) {
        this.sql = sql;
    }

    static List<Token> tokens(String sql) {
        Tokenizer tokenizer = new Tokenizer(sql);
        while (tokenizer.at < sql.length()) {
            tokenizer.next();
        }
        return List.copyOf(tokenizer.tokens);
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            advance(at + 1);
        } else if (sql.startsWith("--", at)) {
            add(Kind.COMMENT, after("\n"));
        } else if (sql.startsWith("/*", at)) {
            add(Kind.COMMENT, endOfBlockComment());
        } else if (c == '\'') {
            add(Kind.LITERAL, endOfString(false));
        } else if ((c == 'E' || c == 'e') && sql.startsWith("'", at + 1)) {
            add(Kind.LITERAL, endOfString(true));
        } else if (c == '"' || c == '`') {
            quotedName(c);
        } else if (!matched(Kind.WORD, WORD) && !matched(Kind.LITERAL, NUMBER) && !dollarQuoted()) {
            add(Kind.SIGN, at + 1);
        }
    }

    private void quotedName(char quote) {
        int close = sql.indexOf(quote, at + 1);
        int end = close < 0 ? sql.length() : close;
        tokens.add(new Token(Kind.QUOTED_NAME, sql.substring(at + 1, end), line));
        advance(Math.min(end + 1, sql.length()));
    }

    private boolean matched(Kind kind, Pattern pattern) {
        Matcher match = pattern.matcher(sql).region(at, sql.length());
        if (!match.lookingAt()) {
            return false;
        }
        add(kind, match.end());
        return true;
    }

    private boolean dollarQuoted() {
        Matcher tag = DOLLAR_QUOTE.matcher(sql).region(at, sql.length());
        if (!tag.lookingAt()) {
            return false;
        }
        int close = sql.indexOf(tag.group(), tag.end());
        add(Kind.LITERAL, close < 0 ? sql.length() : close + tag.group().length());
        return true;
    }

    private int after(String end) {
        int found = sql.indexOf(end, at);
        return found < 0 ? sql.length() : found + end.length();
    }

    /** Returns the end of a block comment; they nest on PostgreSQL. */
    private int endOfBlockComment() {
        int depth = 0;
        for (int i = at; i < sql.length() - 1; i++) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i++;
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        return sql.length();
    }

    /**
     * Returns the end of a string. A doubled quote ends one string and begins the next, which makes no
     * difference to rules.
     */
    private int endOfString(boolean escapes) {
        for (int i = sql.indexOf('\'', at) + 1; i < sql.length(); i++) {
            if (escapes && sql.charAt(i) == '\\') {
                i++;
            } else if (sql.charAt(i) == '\'') {
                return i + 1;
            }
        }
        return sql.length();
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, sql.substring(at, end), line));
        advance(end);
    }

    private void advance(int to) {
        for (; at < to; at++) {
            if (sql.charAt(at) == '\n') {
                line++;
            }
        }
    }
}
