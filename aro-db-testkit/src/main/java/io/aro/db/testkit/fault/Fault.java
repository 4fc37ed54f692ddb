package io.aro.db.testkit.fault;

import io.aro.db.testkit.jdbc.JdbcCall;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Is what happens to one call.
 *
 * @param name says where and what, for those who read failures
 * @param matches tells the calls that count
 * @param left how many of them are left until it happens
 */
record Fault(String name, Predicate<JdbcCall> matches, AtomicInteger left, Effect effect) {

    /** Counts the call, if it counts, and tells whether it is the one. */
    boolean isReachedBy(JdbcCall call) {
        return matches.test(call) && left.decrementAndGet() == 0;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Does something in place of the call. */
    @FunctionalInterface
    interface Effect {

        @Nullable
        Object happen(JdbcCall call) throws SQLException;
    }
}
