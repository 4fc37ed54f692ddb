package io.aro.db.internal.session;

import io.aro.db.error.UnavailableException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lazily opened resource, closed with its owner. Thread-safe.
 *
 * @param <T> the type of the resource
 */
public final class OnFirstUse<T> implements AutoCloseable {

    private final Supplier<T> source;
    private final Consumer<? super T> closing;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T opened;
    private boolean closed;

    public OnFirstUse(Supplier<T> source, Consumer<? super T> closing) {
        this.source = source;
        this.closing = closing;
    }

    T get() {
        lock.lock();
        try {
            if (closed) {
                throw new UnavailableException("This AroDatabase has been closed; open the database again.", null);
            }
            T known = opened;
            if (known == null) {
                known = source.get();
                opened = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Runs an action on the resource, if it was opened. Does not wait for a first use under way. */
    void ifOpen(Consumer<? super T> action) {
        T known = opened;
        if (known != null) {
            action.accept(known);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ifOpen(closing);
        } finally {
            lock.unlock();
        }
    }
}
