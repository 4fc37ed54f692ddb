package io.aro.db.internal.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A growing array of bytes in which each part has a tag and its length before it, so that no two lists of parts are alike. */
public final class CanonicalEncoder {

    private static final int HEAD = 1 + Integer.BYTES;

    private byte[] bytes = new byte[256];
    private int length;

    int length() {
        return length;
    }

    /** Forgets everything from a place on. */
    void cut(int from) {
        length = from;
    }

    byte[] copy(int from) {
        return Arrays.copyOfRange(bytes, from, length);
    }

    void feed(MessageDigest digest, int from, int to) {
        digest.update(bytes, from, to - from);
    }

    byte last() {
        return bytes[length - 1];
    }

    /** Appends a tag and a number, such as a length. */
    void head(char tag, int number) {
        reserve(HEAD);
        bytes[length++] = (byte) tag;
        putNumber(length, number);
        length += Integer.BYTES;
    }

    /** Writes the length of the part that began at a place with a {@link #head}. */
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

    /** Appends a text as a part; tells whether it is Unicode text without NUL characters. */
    boolean text(char tag, char[] chars, int offset, int count) {
        int from = length;
        head(tag, 0);
        int end = offset + count;
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
        close(from);
        return true;
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
}
