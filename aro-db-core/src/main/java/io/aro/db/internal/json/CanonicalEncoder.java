package io.aro.db.internal.json;

import io.aro.db.internal.value.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Encoder of the canonical form of texts and numbers into a growing byte array, with a digest of completed parts.
 *
 * <p>Each part starts with a tag and its length, to keep different lists of parts distinct.
 */
final class CanonicalEncoder {

    /** Maximum length of a number. The longest double in plain notation has 309 digits and a sign. */
    static final int LONGEST_NUMBER = 310;

    /** Maximum digits of an exponent, within the range of a {@code long}. */
    static final int EXPONENT_DIGITS = 18;

    private static final int HEAD = 1 + Integer.BYTES;

    private static final int DIGEST = 32;

    /** Bounds of the first array. A document rarely needs more than its own length, since parts are replaced by digests. */
    private static final int LEAST_BYTES = 128;

    private static final int MOST_BYTES = 8192;

    /** Cloned for each encoder and never updated: a clone is cheaper than a lookup of the digest's provider. */
    private static final MessageDigest PROTOTYPE = Sha256.create();

    private final MessageDigest digest = newDigest();
    private byte[] bytes;
    private int length;

    /** Creates an encoder for a document of about the given length in characters. */
    CanonicalEncoder(int expected) {
        this.bytes = new byte[Math.clamp(expected, LEAST_BYTES, MOST_BYTES)];
    }

    private static MessageDigest newDigest() {
        try {
            return (MessageDigest) PROTOTYPE.clone();
        } catch (CloneNotSupportedException e) {
            return Sha256.create();
        }
    }

    int length() {
        return length;
    }

    /** Discards all bytes from the given position. */
    void cut(int from) {
        length = from;
    }

    byte[] copy(int from) {
        return Arrays.copyOfRange(bytes, from, length);
    }

    /** Updates the digest with the bytes between two positions. */
    void feed(int from, int to) {
        digest.update(bytes, from, to - from);
    }

    /** Replaces all bytes from the given position by a tag, a count and the current digest. Resets the digest. */
    void end(char tag, int count, int from) {
        cut(from);
        head(tag, count);
        reserve(DIGEST);
        try {
            length += digest.digest(bytes, length, DIGEST);
        } catch (DigestException e) {
            throw new IllegalStateException("The array has space for a digest.", e);
        }
    }

    /** Returns the digest of a tag and all bytes, and resets the digest. */
    byte[] digest(char tag) {
        digest.update((byte) tag);
        feed(0, length);
        return digest.digest();
    }

    /** Appends a tag and a number of four bytes, such as a length. */
    void head(char tag, int number) {
        reserve(HEAD);
        bytes[length++] = (byte) tag;
        putNumber(length, number);
        length += Integer.BYTES;
    }

    /** Writes the length of the part at the given position, started by {@link #head}. */
    void close(int from) {
        putNumber(from + 1, length - from - HEAD);
    }

    void append(byte one) {
        reserve(1);
        bytes[length++] = one;
    }

    void append(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    void ascii(String text) {
        append(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Appends a text as a part in UTF-8. Returns false for a NUL or a lone surrogate; the part is then incomplete. */
    boolean text(char tag, char[] chars, int offset, int count) {
        int from = length;
        head(tag, 0);
        reserve(count);
        int end = offset + count;
        int i = offset;
        int to = length;
        for (; i < end && chars[i] != 0 && chars[i] < 0x80; i++) {
            bytes[to++] = (byte) chars[i];
        }
        length = to;
        boolean complete = i == end || unicode(chars, i, end);
        close(from);
        return complete;
    }

    private boolean unicode(char[] chars, int offset, int end) {
        for (int i = offset; i < end; i++) {
            char one = chars[i];
            if (one == 0 || Character.isLowSurrogate(one)) {
                return false;
            }
            if (!Character.isHighSurrogate(one)) {
                utf8(one);
            } else if (i + 1 < end && Character.isLowSurrogate(chars[i + 1])) {
                utf8(Character.toCodePoint(one, chars[++i]));
            } else {
                return false;
            }
        }
        return true;
    }

    /**
     * Appends the canonical form of a number as a part. Returns false if the number is longer than
     * {@link #LONGEST_NUMBER} characters, or its exponent longer than {@link #EXPONENT_DIGITS} digits.
     */
    boolean number(char tag, char[] chars, int offset, int count) {
        return count > 0 && count <= LONGEST_NUMBER && new NumberForm(chars, offset, count).append(tag);
    }

    private void utf8(int point) {
        reserve(4);
        if (point < 0x80) {
            bytes[length++] = (byte) point;
        } else if (point < 0x800) {
            bytes[length++] = (byte) (0xC0 | point >> 6);
            tail(point);
        } else if (point < 0x10000) {
            bytes[length++] = (byte) (0xE0 | point >> 12);
            tail(point >> 6);
            tail(point);
        } else {
            bytes[length++] = (byte) (0xF0 | point >> 18);
            tail(point >> 12);
            tail(point >> 6);
            tail(point);
        }
    }

    private void tail(int sixBits) {
        bytes[length++] = (byte) (0x80 | (sixBits & 0x3F));
    }

    private void putNumber(int at, int number) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[at + i] = (byte) (number >>> (8 * (Integer.BYTES - 1 - i)));
        }
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }

    /**
     * Conversion of a number to its canonical form: 120, 120.00 and 1.2e2 become {@code 12e1}, and -0 becomes
     * {@code 0}.
     */
    private final class NumberForm {

        private final char[] chars;
        private final int end;
        private int at;

        private NumberForm(char[] chars, int offset, int count) {
            this.chars = chars;
            this.at = offset;
            this.end = offset + count;
        }

        private boolean append(char tag) {
            int from = length;
            head(tag, 0);
            int sign = length;
            if (chars[at] == '-') {
                at++;
                CanonicalEncoder.this.append((byte) '-');
            }
            int digits = length;
            int fraction = digits();
            if (fraction < 0 || !hasUsableExponent()) {
                return false;
            }
            long exponent = exponent() - fraction;
            while (length > digits && bytes[length - 1] == '0') {
                cut(length - 1);
                exponent++;
            }
            if (length == digits) {
                cut(sign);
                CanonicalEncoder.this.append((byte) '0');
            } else {
                CanonicalEncoder.this.append((byte) 'e');
                exponent(exponent);
            }
            close(from);
            return true;
        }

        /**
         * Appends the digits without leading zeros. Returns the number of fraction digits, or -1 for an invalid
         * character.
         */
        private int digits() {
            int from = length;
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
                if (digit != '0' || length > from) {
                    CanonicalEncoder.this.append((byte) digit);
                }
            }
            return fraction;
        }

        /**
         * Returns whether the exponent, without sign and leading zeros, has at most {@link #EXPONENT_DIGITS} digits.
         */
        private boolean hasUsableExponent() {
            int first = at + 1;
            while (first < end && (chars[first] == '+' || chars[first] == '-' || chars[first] == '0')) {
                first++;
            }
            return end - first <= EXPONENT_DIGITS;
        }

        private void exponent(long exponent) {
            if (exponent >= 0 && exponent <= 9) {
                CanonicalEncoder.this.append((byte) ('0' + exponent));
            } else {
                ascii(Long.toString(exponent));
            }
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
}
