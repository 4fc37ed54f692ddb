package io.aro.db.examples.benchmarks.peers.contest;

/**
 * The lengths of warm-up and rounds, in processor time of the thread. A busy machine therefore shortens neither.
 *
 * @param warmUpSeconds the warm-up of each contender, three times as long for compound operations
 * @param rounds the number of rounds
 * @param batchSeconds the length of a batch, one of each contender in a round
 */
public record Pace(double warmUpSeconds, int rounds, double batchSeconds) {

    /** Returns the pace of a look between two edits. */
    public static Pace quick() {
        return new Pace(0.25, 5, 0.025);
    }

    /** Returns the pace of published figures. */
    public static Pace full() {
        return new Pace(3.0, 21, 0.06);
    }

    /** Returns the pace of a check that everything runs. */
    public static Pace smoke() {
        return new Pace(0.02, 2, 0.005);
    }

    /** Returns the pace in a warm process: the warm-up fills caches only. */
    public Pace inWarmProcess() {
        return new Pace(warmUpSeconds / 10, rounds, batchSeconds);
    }

    /** Returns the pace of a name: quick, full or smoke. */
    public static Pace of(String name) {
        return switch (name) {
            case "quick" -> quick();
            case "full" -> full();
            case "smoke" -> smoke();
            default -> throw new IllegalArgumentException("The pace is quick, full or smoke, not " + name + ".");
        };
    }
}
