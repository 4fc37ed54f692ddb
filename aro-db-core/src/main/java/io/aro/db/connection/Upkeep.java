package io.aro.db.connection;

import io.aro.db.error.UnavailableException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds the connections for upkeep, whose statements may run longer, from their first use on; thread-safe. */
final class Upkeep implements AutoCloseable {

    private final Supplier<Connections> source;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connections connections;
    private boolean closed;

    Upkeep(Supplier<Connections> source) {
        this.source = source;
    }

    Connections connections() {
        lock.lock();
        try {
            if (closed) {
                throw new UnavailableException("This AroDatabase has been closed; open the database again.", null);
            }
            if (connections == null) {
                connections = source.get();
            }
            return connections;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (connections != null) {
                connections.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
