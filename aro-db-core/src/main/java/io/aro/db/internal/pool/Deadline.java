package io.aro.db.internal.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The end of the waits of one request. */
@FunctionalInterface
public interface Deadline {

    /** Statements whose waits end by a deadline. */
    @FunctionalInterface
    interface Work<R extends @Nullable Object, X extends Exception> {

        /** Runs them. */
        R run() throws X;
    }

    /** Returns the time left: a millisecond once it is over, since zero would mean no limit. */
    Duration left();
}
