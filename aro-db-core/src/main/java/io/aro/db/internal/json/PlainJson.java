package io.aro.db.internal.json;

import java.util.Arrays;

/**
 * A scanner for JSON in the common part of this library's form: no white space, no escapes, and short plain numbers.
 *
 * <p>Such text is valid and storable, and {@link Json} would print it unchanged. Other text may still be valid JSON; a
 * parser decides. The scan builds no tree, and most documents of an application are in this form.
 */
final class PlainJson {

    /** Maximum length of a text in characters. */
    private static final int LONGEST = 1 << 16;

    private static final int DEEPEST = 32;

    /** Maximum members of an object: each name is compared with all before. */
    private static final int MOST_MEMBERS = 32;

    /** Maximum digits before or after the point. Longer fractions may print in scientific notation. */
    private static final int DIGITS = 6;

    private final String text;
    private int at;

    /** The positions of the names in the open objects. */
    private int[] names = new int[8];

    private int known;

    private PlainJson(String text) {
        this.text = text;
    }

    /** Returns whether the text is an object in the common form. False decides nothing. */
    static boolean isObject(String text) {
        PlainJson scan = new PlainJson(text);
        return text.length() <= LONGEST && scan.peek() == '{' && scan.value(0) && scan.at == text.length();
    }

    /** Returns the next character, or NUL at the end. NUL never belongs to the form. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean skips(char wanted) {
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private boolean skips(String wanted) {
        if (text.startsWith(wanted, at)) {
            at += wanted.length();
            return true;
        }
        return false;
    }

    private boolean value(int depth) {
        return switch (peek()) {
            case '{' -> depth < DEEPEST && object(depth);
            case '[' -> depth < DEEPEST && array(depth);
            case '"' -> string();
            case 't' -> skips("true");
            case 'f' -> skips("false");
            case 'n' -> skips("null");
            default -> number();
        };
    }

    private boolean object(int depth) {
        int first = known;
        at++;
        if (skips('}')) {
            return true;
        }
        do {
            int name = at;
            if (!string() || !isNew(name, first) || !skips(':') || !value(depth + 1)) {
                return false;
            }
        } while (skips(','));
        known = first;
        return skips('}');
    }

    private boolean array(int depth) {
        at++;
        if (skips(']')) {
            return true;
        }
        do {
            if (!value(depth + 1)) {
                return false;
            }
        } while (skips(','));
        return skips(']');
    }

    /** Returns whether the name just read is the first of its object, and remembers it. */
    private boolean isNew(int name, int first) {
        for (int i = first; i < known; i++) {
            // Names contain no quote, so the closing quote tells a name from a longer one.
            if (text.regionMatches(names[i], text, name, at - name)) {
                return false;
            }
        }
        if (known == names.length) {
            names = Arrays.copyOf(names, 2 * known);
        }
        names[known++] = name;
        return known - first <= MOST_MEMBERS;
    }

    private boolean string() {
        if (!skips('"')) {
            return false;
        }
        while (isPlain(peek())) {
            at++;
        }
        return skips('"');
    }

    private static boolean isPlain(char one) {
        return one >= ' ' && one != '"' && one != '\\' && !Character.isSurrogate(one);
    }

    /** Accepts no negative number that starts with a zero: its sign may be lost. */
    private boolean number() {
        boolean negative = skips('-');
        boolean zero = peek() == '0';
        int whole = digits();
        if (whole == 0 || whole > DIGITS || (zero && (whole > 1 || negative))) {
            return false;
        }
        if (!skips('.')) {
            return true;
        }
        int fraction = digits();
        return fraction > 0 && fraction <= DIGITS;
    }

    private int digits() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at - from;
    }
}
