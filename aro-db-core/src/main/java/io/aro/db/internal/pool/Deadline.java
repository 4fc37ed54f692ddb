package io.aro.db.internal.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Deadline for all waits of one request. */
@FunctionalInterface
public interface Deadline {

    /** Statements run under a deadline. */
    @FunctionalInterface
    interface Work<R extends @Nullable Object, X extends Exception> {

        /** Runs the statements and returns their result. */
        R run() throws X;
    }

    /** Returns the remaining time, at least 1 ms: zero would mean no limit. */
    Duration left();
}
