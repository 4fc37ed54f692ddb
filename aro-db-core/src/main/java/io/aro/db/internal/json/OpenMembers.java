package io.aro.db.internal.json;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The members of the open objects of a document, as spans of their encoded bytes; a stack.
 *
 * <p>A closed object leaves its slots to the next one.
 */
final class OpenMembers {

    private static final Comparator<Member> BY_NAME = Comparator.comparing(member -> member.name);

    private Member[] slots = {new Member(), new Member(), new Member(), new Member()};
    private int count;

    /** A member of an object: its name and its span in the output. */
    private static final class Member {

        private String name = "";
        private int from;
        private int to;
    }

    int count() {
        return count;
    }

    void push(String name, int from, int to) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, 2 * count);
            Arrays.setAll(slots, i -> i < count ? slots[i] : new Member());
        }
        Member member = slots[count++];
        member.name = name;
        member.from = from;
        member.to = to;
    }

    /** Sorts the members from an index by name. Returns a repeated name; null without one. */
    @Nullable
    String sort(int first) {
        Arrays.sort(slots, first, count, BY_NAME);
        for (int i = first + 1; i < count; i++) {
            if (slots[i].name.equals(slots[i - 1].name)) {
                return slots[i].name;
            }
        }
        return null;
    }

    /** Removes the members from an index, and updates the digest of an encoder with their bytes in order. */
    void feed(int first, CanonicalEncoder out) {
        for (int i = first; i < count; ) {
            int from = slots[i].from;
            int to = slots[i].to;
            // Neighbours in the output are one span.
            for (i++; i < count && slots[i].from == to; i++) {
                to = slots[i].to;
            }
            out.feed(from, to);
        }
        count = first;
    }
}
