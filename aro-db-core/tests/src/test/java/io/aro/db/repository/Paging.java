package io.aro.db.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads from page to page by the cursor alone. */
final class Paging {

    private Paging() {}

    /** Returns all pages, first to last. */
    static <T> List<Page<T>> all(Function<PageRequest, Page<T>> repository, PageRequest request) {
        List<Page<T>> pages = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<T> page = repository.apply(request.withCursor(cursor));
            pages.add(page);
            cursor = page.next();
        } while (cursor != null);
        return pages;
    }

    /** Returns the rows of the pages. */
    static <T> List<T> items(List<Page<T>> pages) {
        return pages.stream().flatMap(page -> page.items().stream()).toList();
    }
}
