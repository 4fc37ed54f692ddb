package io.aro.db.internal.pool;

import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.connection.WritePosition;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.internal.VendorErrors;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the lag of a replica on a thread of its own, to let reads choose without a round trip. Thread-safe.
 *
 * <p>A read compares two numbers in memory. A read after a position waits for the thread, which asks the servers in
 * short intervals meanwhile. No read asks by itself, so no number of readers loads a server that is down.
 */
public final class ReplicaMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaMonitor.class);

    /** A pause is a quarter of the longest lag, to let a replica without lag pass at any moment, and at most this. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration PAUSE_WITH_WAITERS = Duration.ofMillis(5);

    private final ProbeConnection primary;
    private final ProbeConnection replica;
    private final ReplicaLag lag;
    private final ReplicaPolicy policy;
    private final boolean searches;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition seen = lock.newCondition();
    private final Condition asked = lock.newCondition();
    private volatile Sight sight = Sight.NOTHING;
    private long timeline;
    private int waiters;
    private boolean lost;
    private long lastReadable = System.nanoTime();
    private volatile boolean closed;

    private ReplicaMonitor(ProbeConnection primary, ProbeConnection replica, PostgresConfig config) {
        this.primary = primary;
        this.replica = replica;
        this.policy = config.replicaPolicy();
        this.searches = config.schema() == null;
        this.lag = new ReplicaLag(policy.longestLag());
    }

    /**
     * Returns a monitor after its first look. A replica that is down is watched as well.
     *
     * @throws ConfigurationException if the replica follows another primary, or none, or works in another
     *     schema
     * @throws AroDatabaseException if the server of the replica refuses the login
     */
    static ReplicaMonitor start(Pool.Maker primary, Pool.Maker replica, PostgresConfig config) {
        ReplicaMonitor monitor = new ReplicaMonitor(new ProbeConnection(primary), new ProbeConnection(replica), config);
        try {
            monitor.show(monitor.look());
        } catch (SQLException | AroDatabaseException e) {
            AroDatabaseException refusal = VendorErrors.translate(e);
            if (!refusal.isRetryable() && !VendorErrors.isConnectionLost(e)) {
                monitor.close();
                throw refusal;
            }
            monitor.lose(refusal);
        }
        return monitor;
    }

    /** Watches from now on, on a thread of its own. The pool has the connections of the reads. */
    void watch(Pool reads) {
        Thread.ofPlatform().daemon().name("aro-db-postgres-replica-monitor").start(() -> look(reads));
    }

    private void look(Pool reads) {
        while (!closed) {
            try {
                pause();
                Sight next = look();
                if (!sight.isUp() && next.isUp()) {
                    // After a failure the pool pauses, and each read would wait for its next attempt.
                    reads.getConnection().close();
                }
                show(next);
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                // The end of this thread would leave the latest look to all reads.
                lose(e);
                if (ProbeConnection.isSilence(e)) {
                    reads.abort();
                }
            }
        }
    }

    private void pause() throws InterruptedException {
        long usual = Math.min(policy.longestLag().dividedBy(4).toNanos(), LONGEST_PAUSE.toNanos());
        lock.lock();
        try {
            long left = waiters > 0 ? PAUSE_WITH_WAITERS.toNanos() : usual;
            while (left > 0 && !closed) {
                left = Math.min(asked.awaitNanos(left), waiters > 0 ? PAUSE_WITH_WAITERS.toNanos() : left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks both servers. While the primary is down, the sight of the replica stays and grows old. */
    private Sight look() throws SQLException {
        boolean isNew = primary.isMissing() || replica.isMissing();
        long time = System.nanoTime();
        WritePosition written;
        try {
            written = primary.ask(ServerIdentity::written).orElseThrow();
        } catch (SQLException e) {
            replica.ask(ServerIdentity::replayed);
            return sight;
        }
        Optional<WritePosition> replayed = replica.ask(ServerIdentity::replayed);
        if (isNew || timeline != written.timeline()) {
            lag.reset();
            timeline = written.timeline();
        }
        if (isNew || replayed.isEmpty()) {
            primary.identity().requireFollower(replica.identity(), searches, replayed.isPresent());
        }
        WritePosition position = replayed.orElse(written);
        if (position.timeline() != 0 && position.timeline() != timeline) {
            return Sight.OTHER_TIMELINE;
        }
        lag.primaryWasAt(written.lsn(), time);
        OptionalLong complete = lag.completeUntil(position.lsn());
        return complete.isPresent()
                ? new Sight(true, complete.getAsLong(), new WritePosition(timeline, position.lsn()))
                : Sight.NOTHING;
    }

    private void show(Sight next) {
        lock.lock();
        try {
            sight = next;
            seen.signalAll();
            tell(next);
        } finally {
            lock.unlock();
        }
    }

    /** Logs the end of a failure. Logs a lag that lasts: a look just after the start may have nothing to compare. */
    private void tell(Sight next) {
        long now = System.nanoTime();
        if (next.isWithin(policy.longestLag())) {
            if (lost) {
                LOG.info("The replica follows the primary again, and serves reads.");
            }
            lost = false;
            lastReadable = now;
        } else if (!lost && next.equals(Sight.OTHER_TIMELINE)) {
            LOG.warn("The replica is on another timeline than the primary, so reads go to the primary.");
            lost = true;
        } else if (!lost && now - lastReadable > policy.longestLag().toNanos()) {
            LOG.warn(
                    "The replica is more than {} milliseconds behind, so reads go to the primary.",
                    policy.longestLag().toMillis());
            lost = true;
        }
    }

    private void lose(Throwable cause) {
        lock.lock();
        try {
            boolean isNew = !lost && !closed;
            lost = true;
            sight = Sight.NOTHING;
            seen.signalAll();
            if (isNew) {
                LOG.warn("The replica fails, so reads go to the primary.", VendorErrors.unquoted(cause));
            }
        } finally {
            lock.unlock();
        }
        if (cause instanceof ConfigurationException) {
            // Behind a pooler either server may have changed without the end of a connection.
            primary.drop();
            replica.drop();
        }
    }

    /**
     * Returns whether a read may go to the replica: it is up, lags no more than allowed, and has replayed the position.
     * Waits for the position at most as long as the policy allows.
     */
    boolean isReadable(WritePosition after) {
        return hasReplayed(after) || (isUp() && isReplayedInTime(after));
    }

    private boolean isUp() {
        return sight.isWithin(policy.longestLag());
    }

    /** Returns whether a read may go to the replica by the latest look, without a wait. */
    boolean hasReplayed(WritePosition after) {
        Sight now = sight;
        return now.isWithin(policy.longestLag()) && now.contains(after);
    }

    private boolean isReplayedInTime(WritePosition position) {
        lock.lock();
        try {
            waiters++;
            asked.signalAll();
            long left = policy.longestWait().toNanos();
            while (isUp() && !hasReplayed(position) && left > 0 && !closed) {
                left = seen.awaitNanos(left);
            }
            return hasReplayed(position);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiters--;
            lock.unlock();
        }
    }

    /** Lets reads go to the primary until the next look, if the replica refused a connection. */
    void failed(SQLException cause) {
        if (VendorErrors.isConnectionLost(cause)) {
            lose(cause);
        }
    }

    /**
     * Returns whether a failed read of the replica is to be repeated on the primary: the replica broke the connection,
     * or cancelled the query in favour of its replay.
     */
    boolean isToBeRepeated(AroDatabaseException failure) {
        if (VendorErrors.isConnectionLost(failure)) {
            lose(failure);
            return true;
        }
        return failure instanceof ContentionException;
    }

    /** Ends the thread and both connections. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            asked.signalAll();
            seen.signalAll();
        } finally {
            lock.unlock();
        }
        primary.close();
        replica.close();
    }

    /**
     * The latest look at the replica.
     *
     * @param isUp whether the replica answers and its lag is known
     * @param complete the time before which the replica contains all writes, of {@code System.nanoTime()}
     * @param replayed the replayed position, on the timeline of the primary
     */
    private record Sight(boolean isUp, long complete, WritePosition replayed) {

        static final Sight NOTHING = new Sight(false, 0, WritePosition.NONE);
        static final Sight OTHER_TIMELINE = new Sight(false, 1, WritePosition.NONE);

        /** Returns whether the position is replayed. A fail-over begins a timeline, so a look before it is too old. */
        boolean contains(WritePosition position) {
            return replayed.timeline() >= position.timeline() && replayed.lsn() >= position.lsn();
        }

        boolean isWithin(Duration longestLag) {
            return isUp && System.nanoTime() - complete <= longestLag.toNanos();
        }
    }
}
