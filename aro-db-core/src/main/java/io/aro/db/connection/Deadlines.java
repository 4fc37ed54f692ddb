package io.aro.db.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The deadlines of the requests that threads are at, by which the pools of one database wait; thread-safe. */
final class Deadlines {

    private final ThreadLocal<@Nullable Deadline> current = new ThreadLocal<>();

    void enter(Deadline deadline) {
        current.set(deadline);
    }

    void leave() {
        current.remove();
    }

    /** Returns how long this thread may wait where others may wait for the limit. */
    Duration limit(Duration usual) {
        Deadline deadline = current.get();
        return deadline == null ? usual : deadline.atMost(usual);
    }
}
