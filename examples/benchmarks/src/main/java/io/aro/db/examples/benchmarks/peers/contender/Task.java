package io.aro.db.examples.benchmarks.peers.contender;

import org.jspecify.annotations.Nullable;

/** A measured action of one contender. */
@FunctionalInterface
public interface Task {

    /** Runs the action and returns its result. Without a result the compiler could leave the action out. */
    @Nullable
    Object run() throws Exception;
}
