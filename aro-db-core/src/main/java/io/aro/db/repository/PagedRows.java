package io.aro.db.repository;

import io.aro.db.repository.PageReader.Slice;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A lazy spliterator over rows. It holds one page at a time. */
final class PagedRows<T> implements Spliterator<T> {

    private final PageReader<?, T> reader;
    private boolean started;
    private Iterator<T> rows = List.<T>of().iterator();
    private @Nullable List<@Nullable Object> next;

    PagedRows(PageReader<?, T> reader) {
        this.reader = reader;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        if (!rows.hasNext() && (!started || next != null)) {
            Slice<T> slice = started ? reader.read(next) : reader.first();
            started = true;
            rows = slice.rows().iterator();
            next = slice.next();
        }
        if (!rows.hasNext()) {
            return false;
        }
        action.accept(rows.next());
        return true;
    }

    /** Returns null: a transaction belongs to one thread, so the rows cannot be split. */
    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }
}
