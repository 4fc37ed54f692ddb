package io.aro.db.examples.benchmarks.peers.contest;

import io.aro.db.examples.benchmarks.peers.contender.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The measurements of one run.
 *
 * @param engine the engine with its version
 * @param machine the machine and its Java
 * @param measurements the measurements, in the order of operations
 */
public record Results(String engine, String machine, List<Measurement> measurements) {

    /** Returns whether the engine is PostgreSQL. */
    public boolean isPostgres() {
        return engine.startsWith("PostgreSQL");
    }

    /** Returns the measured operations. */
    public List<Operation> operations() {
        return measurements.stream().map(Measurement::operation).distinct().toList();
    }

    /** Returns the measurements of an operation. */
    public List<Measurement> of(Operation operation) {
        List<Measurement> found = new ArrayList<>(measurements);
        found.removeIf(each -> each.operation() != operation);
        return found;
    }

    /** Returns the measurement of a contender in an operation. */
    public Optional<Measurement> find(Operation operation, String contender) {
        return of(operation).stream()
                .filter(each -> each.contender().equals(contender))
                .findFirst();
    }
}
