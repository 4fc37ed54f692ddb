package io.aro.db.examples.benchmarks.peers.report;

import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contest.Measurement;
import io.aro.db.examples.benchmarks.peers.contest.Results;
import io.aro.db.examples.benchmarks.peers.contest.Round;
import io.aro.db.examples.benchmarks.peers.library.LibraryContender;
import java.util.Optional;

/**
 * A limit of the library's time, as a ratio to another contender.
 *
 * @param operation the operation
 * @param against the other contender
 * @param before the ratio before the optimisation; NaN if unknown
 * @param limit the highest ratio
 */
record Target(Operation operation, String against, double before, double limit) {

    /** Returns the measured ratio; empty if a contender is missing. */
    Optional<Double> measured(Results results) {
        Optional<Measurement> own = results.find(operation, LibraryContender.NAME);
        return results.find(operation, against)
                .flatMap(other -> own.map(measurement -> measurement.ratioTo(other, Round::nanos)));
    }
}
