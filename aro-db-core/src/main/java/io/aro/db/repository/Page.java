package io.aro.db.repository;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, and the cursor of the next.
 *
 * @param items what is on the page, in the order that was asked for
 * @param next the cursor to ask for the next page with; null on the last page
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /** Tells whether there is more. */
    public boolean hasNext() {
        return next != null;
    }

    /** Returns the page with each item turned into something else. */
    public <U> Page<U> map(Function<? super T, ? extends U> change) {
        return new Page<>(items.stream().<U>map(change).toList(), next);
    }
}
