package io.aro.db.internal.pool;

import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.connection.WritePosition;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.internal.VendorErrors;
import java.sql.SQLException;
import java.time.Duration;
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

    private static final String WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";

    private static final String REPLAYED =
            "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') WHERE pg_is_in_recovery()";

    /** A pause is a quarter of the longest lag, to let a replica without lag pass at any moment, and at most this. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration PAUSE_WITH_WAITERS = Duration.ofMillis(5);

    private final ProbeConnection primary;
    private final ProbeConnection replica;
    private final ReplicaLag lag;
    private final ReplicaPolicy policy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition seen = lock.newCondition();
    private final Condition asked = lock.newCondition();
    private volatile Sight sight = Sight.NOTHING;
    private int waiters;
    private boolean lost;
    private long lastReadable = System.nanoTime();
    private volatile boolean closed;

    private ReplicaMonitor(ProbeConnection primary, ProbeConnection replica, ReplicaPolicy policy) {
        this.primary = primary;
        this.replica = replica;
        this.policy = policy;
        this.lag = new ReplicaLag(policy.longestLag());
    }

    /**
     * Starts to watch, after a first look. A replica that is down is watched as well.
     *
     * @throws ConfigurationException if the replica follows another primary, or none
     * @throws AroDatabaseException if the server of the replica refuses the login
     */
    static ReplicaMonitor start(Pool.Maker primary, Pool.Maker replica, ReplicaPolicy policy) {
        ReplicaMonitor monitor = new ReplicaMonitor(new ProbeConnection(primary), new ProbeConnection(replica), policy);
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
        Thread.ofPlatform().daemon().name("aro-db-postgres-replica-monitor").start(monitor::watch);
        return monitor;
    }

    private void watch() {
        while (!closed) {
            try {
                pause();
                show(look());
            } catch (SQLException | AroDatabaseException e) {
                lose(e);
            } catch (InterruptedException e) {
                return;
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
        if (isNew) {
            lag.reset();
        }
        long time = System.nanoTime();
        OptionalLong written;
        try {
            written = primary.ask(WRITTEN);
        } catch (SQLException e) {
            replica.ask(REPLAYED);
            return sight;
        }
        OptionalLong replayed = replica.ask(REPLAYED);
        if (isNew || replayed.isEmpty()) {
            primary.identity().requireFollower(replica.identity(), replayed.isPresent());
        }
        long position = replayed.orElse(written.orElseThrow());
        lag.primaryWasAt(written.orElseThrow(), time);
        OptionalLong complete = lag.completeUntil(position);
        return complete.isPresent() ? new Sight(true, complete.getAsLong(), position) : Sight.NOTHING;
    }

    private void show(Sight next) {
        lock.lock();
        try {
            sight = next;
            seen.signalAll();
            tell(next.isWithin(policy.longestLag()));
        } finally {
            lock.unlock();
        }
    }

    /** Logs the end of a failure. Logs a lag that lasts: a look just after the start may have nothing to compare. */
    private void tell(boolean readable) {
        long now = System.nanoTime();
        if (readable) {
            if (lost) {
                LOG.info("The replica follows the primary again, and serves reads.");
            }
            lost = false;
            lastReadable = now;
        } else if (!lost && now - lastReadable > policy.longestLag().toNanos()) {
            LOG.warn(
                    "The replica is more than {} milliseconds behind, so reads go to the primary.",
                    policy.longestLag().toMillis());
            lost = true;
        }
    }

    private void lose(Exception cause) {
        lock.lock();
        try {
            if (!lost && !closed) {
                LOG.warn("The replica fails, so reads go to the primary.", VendorErrors.unquoted(cause));
            }
            lost = true;
            sight = Sight.NOTHING;
            seen.signalAll();
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
        Sight now = sight;
        return now.isWithin(policy.longestLag()) && (now.replayed() >= after.lsn() || isReplayedInTime(after.lsn()));
    }

    private boolean isReplayedInTime(long position) {
        lock.lock();
        try {
            waiters++;
            asked.signalAll();
            long left = policy.longestWait().toNanos();
            while (sight.isWithin(policy.longestLag()) && sight.replayed() < position && left > 0 && !closed) {
                left = seen.awaitNanos(left);
            }
            return sight.isWithin(policy.longestLag()) && sight.replayed() >= position;
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
     * @param replayed the replayed position
     */
    private record Sight(boolean isUp, long complete, long replayed) {

        static final Sight NOTHING = new Sight(false, 0, 0);

        boolean isWithin(Duration longestLag) {
            return isUp && System.nanoTime() - complete <= longestLag.toNanos();
        }
    }
}
