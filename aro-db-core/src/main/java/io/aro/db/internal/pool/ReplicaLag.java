package io.aro.db.internal.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * The lag of a replica, from former positions of the primary. Not thread-safe.
 *
 * <p>A replica that has replayed a position contains all writes before the reading of that position. The clocks of the
 * servers take no part, and an idle primary causes no lag.
 */
final class ReplicaLag {

    private final long kept;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private OptionalLong reached = OptionalLong.empty();

    /**
     * Creates an instance without readings.
     *
     * @param kept the time after which a reading is forgotten
     */
    ReplicaLag(Duration kept) {
        this.kept = kept.toNanos();
    }

    /** Forgets all readings, after a change of a server. */
    void reset() {
        readings.clear();
        reached = OptionalLong.empty();
    }

    /**
     * Records a position of the primary.
     *
     * @param time the time before the reading, of {@code System.nanoTime()}
     */
    void primaryWasAt(long position, long time) {
        while (!readings.isEmpty() && time - readings.getFirst().time() > kept) {
            readings.removeFirst();
        }
        readings.addLast(new Reading(position, time));
    }

    /** Returns the latest time before which the replica contains all writes; empty if none is known. */
    OptionalLong completeUntil(long replayed) {
        while (!readings.isEmpty() && readings.getFirst().position() <= replayed) {
            reached = OptionalLong.of(readings.removeFirst().time());
        }
        return reached;
    }

    /** A position of the primary with the time before its reading. */
    private record Reading(long position, long time) {}
}
