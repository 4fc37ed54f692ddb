package io.aro.db.examples.benchmarks.peers.load;

/**
 * The deliveries of a span of time.
 *
 * @param perSecond the number of deliveries a second
 * @param medianMillis the median time of a delivery
 * @param slowMillis the 99th percentile of the times
 * @param clientMicros the processor time of this process, per delivery
 * @param serverMicros the processor time of the server, per delivery; 0 if unknown
 */
record Window(double perSecond, double medianMillis, double slowMillis, double clientMicros, double serverMicros) {}
