package io.aro.db.examples.benchmarks.peers.contest;

import io.aro.db.examples.benchmarks.peers.contender.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The rounds of one contender in one operation.
 *
 * @param operation the operation
 * @param contender the name of the contender
 * @param rounds the rounds, each beside the same round of all contenders
 */
public record Measurement(Operation operation, String contender, List<Round> rounds) {

    /** Returns the median of a cost. */
    public double median(ToDoubleFunction<Round> cost) {
        return quantile(cost, 0.5);
    }

    /** Returns a quantile of a cost, from 0 to 1. */
    public double quantile(ToDoubleFunction<Round> cost, double share) {
        return quantile(rounds.stream().mapToDouble(cost).toArray(), share);
    }

    /** Returns the median of the ratios to another contender, round by round. */
    public double ratioTo(Measurement other, ToDoubleFunction<Round> cost) {
        return quantile(
                IntStream.range(0, rounds.size())
                        .mapToDouble(i -> cost.applyAsDouble(rounds.get(i))
                                / cost.applyAsDouble(other.rounds().get(i)))
                        .toArray(),
                0.5);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
