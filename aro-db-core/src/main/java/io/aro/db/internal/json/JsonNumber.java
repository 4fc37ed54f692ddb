package io.aro.db.internal.json;

/** The one form of all texts of a number: 120, 120.00 and 1.2e2 are {@code 12e1}, and -0 is {@code 0}. */
public final class JsonNumber {

    /** The longest double written out has 309 digits and a sign. */
    static final int LONGEST = 310;

    /** So many digits fit a long. */
    static final int EXPONENT_DIGITS = 18;

    private final char[] chars;
    private final int end;
    private final CanonicalEncoder out;
    private int at;

    private JsonNumber(char[] chars, int offset, int count, CanonicalEncoder out) {
        this.chars = chars;
        this.at = offset;
        this.end = offset + count;
        this.out = out;
    }

    /** Appends a number as a part; tells whether it is one of at most {@link #LONGEST} characters and a usable exponent. */
    static boolean append(char tag, char[] chars, int offset, int count, CanonicalEncoder out) {
        return count > 0 && count <= LONGEST && new JsonNumber(chars, offset, count, out).append(tag);
    }

    private boolean append(char tag) {
        int from = out.length();
        out.head(tag, 0);
        int sign = out.length();
        if (chars[at] == '-') {
            at++;
            out.append((byte) '-');
        }
        int digits = out.length();
        int fraction = digits();
        if (fraction < 0 || !hasUsableExponent()) {
            return false;
        }
        long exponent = exponent() - fraction;
        while (out.length() > digits && out.last() == '0') {
            out.cut(out.length() - 1);
            exponent++;
        }
        if (out.length() == digits) {
            out.cut(sign);
            out.append((byte) '0');
        } else {
            out.ascii("e" + exponent);
        }
        out.close(from);
        return true;
    }

    /** Appends the digits without leading zeros; returns how many come after the point, or -1 if there is something else. */
    private int digits() {
        int from = out.length();
        int fraction = 0;
        boolean point = false;
        for (; at < end && chars[at] != 'e' && chars[at] != 'E'; at++) {
            char digit = chars[at];
            if (digit == '.') {
                point = true;
                continue;
            }
            if (digit < '0' || digit > '9') {
                return -1;
            }
            fraction += point ? 1 : 0;
            if (digit != '0' || out.length() > from) {
                out.append((byte) digit);
            }
        }
        return fraction;
    }

    /** Moves to the first digit of the exponent that is not zero. */
    private boolean hasUsableExponent() {
        int first = at + 1;
        while (first < end && (chars[first] == '+' || chars[first] == '-' || chars[first] == '0')) {
            first++;
        }
        return end - first <= EXPONENT_DIGITS;
    }

    private long exponent() {
        if (at == end) {
            return 0;
        }
        boolean negative = chars[at + 1] == '-';
        long value = 0;
        for (at++; at < end; at++) {
            if (chars[at] != '+' && chars[at] != '-') {
                value = 10 * value + (chars[at] - '0');
            }
        }
        return negative ? -value : value;
    }
}
