package io.aro.db.model;

import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Page-by-page reads of a list, and the same division of the model's list. */
final class Pages {

    /** Text in the order of both engines. */
    static final Comparator<String> BY_CODE_POINTS =
            Comparator.comparing(text -> text.codePoints().toArray(), Arrays::compare);

    private Pages() {}

    /** Follows the cursors from the first page to the last. */
    static <T> List<List<T>> all(PageRequest first, Function<PageRequest, Page<T>> read) {
        List<List<T>> pages = new ArrayList<>();
        Page<T> page = read.apply(first);
        pages.add(page.items());
        while (page.next() != null) {
            page = read.apply(first.withCursor(page.next()));
            pages.add(page.items());
        }
        return pages;
    }

    /** Sorts rows, given by id, and divides them into pages. Rows without a value come last; ids follow the order. */
    static <T> List<List<T>> of(
            List<T> rows, Function<T, ? extends @Nullable Object> value, boolean descending, int size) {
        List<T> byId = descending ? rows.reversed() : rows;
        Comparator<Object> order = descending ? Pages.<Object>order().reversed() : order();
        List<T> sorted = new ArrayList<>(byId.stream()
                .filter(row -> value.apply(row) != null)
                .sorted((one, other) -> order.compare(value.apply(one), value.apply(other)))
                .toList());
        byId.stream().filter(row -> value.apply(row) == null).forEach(sorted::add);
        List<List<T>> pages = new ArrayList<>();
        for (int from = 0; from < Math.max(1, sorted.size()); from += size) {
            pages.add(sorted.subList(from, Math.min(from + size, sorted.size())));
        }
        return pages;
    }

    @SuppressWarnings("unchecked")
    private static <T> Comparator<T> order() {
        return (one, other) -> one instanceof String text
                ? BY_CODE_POINTS.compare(text, (String) other)
                : ((Comparable<Object>) one).compareTo(other);
    }
}
