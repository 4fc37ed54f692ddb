package io.aro.db.together;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The lines of all processes; each names an acknowledged commit or a failure. */
final class Told {

    private final List<String> lines = new ArrayList<>();

    void add(Collection<String> more) {
        lines.addAll(more);
    }

    /** Returns the rest of each line that begins with the word. */
    List<String> of(String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    long count(String line) {
        return lines.stream().filter(line::equals).count();
    }

    /** Returns the highest number of an answered webhook, or -1. */
    int lastKey() {
        return of("key").stream().mapToInt(Integer::parseInt).max().orElse(-1);
    }

    /** Returns an even number near the last answered webhook. */
    int nextKey() {
        int last = lastKey();
        return last < 0 ? 0 : last / 2 * 2;
    }
}
