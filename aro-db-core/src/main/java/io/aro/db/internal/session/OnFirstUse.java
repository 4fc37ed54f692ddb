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
    private @Nullable T opened;
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
            if (opened == null) {
                opened = source.get();
            }
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /** Runs an action on the resource, if it is open. */
    void ifOpen(Consumer<? super T> action) {
        lock.lock();
        try {
            if (opened != null && !closed) {
                action.accept(opened);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (opened != null) {
                closing.accept(opened);
            }
        } finally {
            lock.unlock();
        }
    }
}
