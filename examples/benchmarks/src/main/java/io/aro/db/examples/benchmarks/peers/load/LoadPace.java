package io.aro.db.examples.benchmarks.peers.load;

import java.time.Duration;

/**
 * The spans of one process.
 *
 * @param rounds the number of processes of each kind
 * @param cold the first, measured span
 * @param between the span between both measured spans
 * @param warm the last, measured span
 */
record LoadPace(int rounds, Duration cold, Duration between, Duration warm) {

    static LoadPace of(String name) {
        return switch (name) {
            case "full" -> new LoadPace(3, Duration.ofSeconds(25), Duration.ofSeconds(35), Duration.ofSeconds(10));
            case "quick" -> new LoadPace(1, Duration.ofSeconds(8), Duration.ofSeconds(4), Duration.ofSeconds(4));
            case "smoke" -> new LoadPace(1, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1));
            default -> throw new IllegalArgumentException("The pace is quick, full or smoke, not " + name + ".");
        };
    }
}
