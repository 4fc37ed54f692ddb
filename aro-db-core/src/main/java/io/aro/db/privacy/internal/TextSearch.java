package io.aro.db.privacy.internal;

import io.aro.db.internal.pool.DatabaseFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A search for many texts in a stream of bytes, by a hash table of their first four bytes; not thread-safe.
 *
 * <p>Each text needs at least four bytes; {@link FormerTexts} ensures six.
 */
final class TextSearch implements DatabaseFiles.BlockReader {

    private static final int HEAD = 4;

    private final Map<Integer, List<Wanted>> byHead = new HashMap<>();
    private final BitSet heads = new BitSet(1 << 16);
    private final Set<String> found = new HashSet<>();
    private int longest;

    TextSearch(Collection<String> texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int head = head(bytes);
            byHead.computeIfAbsent(head, any -> new ArrayList<>()).add(new Wanted(text, bytes));
            heads.set(slot(head));
            longest = Math.max(longest, bytes.length);
        }
    }

    /** Returns the number of bytes at the end of a block to repeat at the start of the next. */
    int overlap() {
        return Math.max(0, longest - 1);
    }

    Set<String> found() {
        return found;
    }

    @Override
    public void read(byte[] buffer, int length) {
        int head = 0;
        for (int end = 1; end <= length; end++) {
            head = next(head, buffer[end - 1]);
            if (end >= HEAD && heads.get(slot(head))) {
                look(head, buffer, end - HEAD, length);
            }
        }
    }

    private void look(int head, byte[] buffer, int from, int length) {
        for (Wanted wanted : byHead.getOrDefault(head, List.of())) {
            if (wanted.isAt(from, buffer, length)) {
                found.add(wanted.text);
            }
        }
    }

    private static int head(byte[] bytes) {
        int head = 0;
        for (int at = 0; at < HEAD; at++) {
            head = next(head, bytes[at]);
        }
        return head;
    }

    private static int next(int head, byte more) {
        return (head << Byte.SIZE) | Byte.toUnsignedInt(more);
    }

    private static int slot(int head) {
        return (head * 0x9E3779B1) >>> 16;
    }

    /** A text with its UTF-8 bytes. */
    private static final class Wanted {

        private final String text;
        private final byte[] bytes;

        Wanted(String text, byte[] bytes) {
            this.text = text;
            this.bytes = bytes;
        }

        boolean isAt(int from, byte[] buffer, int length) {
            int end = from + bytes.length;
            return end <= length && Arrays.equals(buffer, from, end, bytes, 0, bytes.length);
        }
    }
}
