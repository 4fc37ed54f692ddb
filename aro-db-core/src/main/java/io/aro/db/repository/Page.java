package io.aro.db.repository;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, with the cursor of the next page.
 *
 * @param items the items in the requested order
 * @param next the cursor of the next page; null on the last page
 * @param <T> the type of the items
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** Returns whether there is a next page. */
    public boolean hasNext() {
        return next != null;
    }

    /** Returns the page with each item converted and the same cursor. */
    public <U> Page<U> map(Function<? super T, ? extends U> change) {
        return new Page<>(items.stream().<U>map(change).toList(), next);
    }
}
