package io.aro.db.examples.benchmarks.peers.contest;

/**
 * The cost of one run of an operation, as the mean of a batch.
 *
 * @param nanos the time
 * @param bytes the allocated bytes
 * @param clientNanos the processor time of the thread
 * @param serverNanos the processor time of all processes of the server; 0 if unknown
 */
public record Round(double nanos, double bytes, double clientNanos, double serverNanos) {

    /** Returns the processor time of both sides. */
    public double processorNanos() {
        return clientNanos + serverNanos;
    }
}
