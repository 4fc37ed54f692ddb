package io.aro.db.examples.benchmarks.peers.contender;

import java.util.Optional;

/** One way to reach the database. */
public interface Contender extends AutoCloseable {

    /** Returns the name in reports. */
    String name();

    /** Returns the task of an operation; empty if this contender leaves the operation out. */
    Optional<Task> task(Operation operation, Workload workload);

    /** Returns the facts of a result as text, equal for all contenders with a right answer. */
    String describe(Object result);

    /** Closes the resources of this contender, not the pools. */
    @Override
    default void close() {}
}
