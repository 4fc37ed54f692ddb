package io.aro.db.internal.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The deadlines of the requests that threads are at, by which the pools of one database wait; thread-safe. */
public final class Deadlines {

    // A thread may be at requests of several databases.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Deadline> current = new ThreadLocal<>();

    /** Work that a deadline holds for. */
    public interface Work<R extends @Nullable Object, X extends Exception> {

        R run() throws X;
    }

    /** Runs work whose waits for connections end by the deadline. */
    public <R extends @Nullable Object, X extends Exception> R keep(Deadline deadline, Work<R, X> work) throws X {
        current.set(deadline);
        try {
            return work.run();
        } finally {
            current.remove();
        }
    }

    /** Returns how long this thread may wait where others may wait for the limit. */
    Duration limit(Duration usual) {
        Deadline deadline = current.get();
        return deadline == null ? usual : deadline.atMost(usual);
    }
}
