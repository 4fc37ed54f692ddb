package io.aro.db.retention;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.InvalidValueException;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.StoredKeys;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.value.Values;
import io.aro.db.retention.internal.PartitionPlan;
import io.aro.db.retention.internal.Recovery;
import io.aro.db.retention.internal.RetentionRun;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Hides, archives and deletes what the database keeps no longer.
 *
 * <p>A run may be killed at any point, repeated, and done by several processes at a time: what leaves the database is in
 * the archive exactly once. It works in short transactions of its own, so call it outside of one. What a legal hold keeps
 * is left alone. Immutable and thread-safe, if the listener is.
 */
public final class RetentionService {

    /** The last month of which the end is a time that can be stored. */
    private static final YearMonth LAST_MONTH = YearMonth.of(9999, 11);

    private final Connections connections;
    private final ArchiveSink sink;
    private final StoredKeys keys;
    private final RetentionListener listener;

    private RetentionService(Connections connections, ArchiveSink sink, StoredKeys keys, RetentionListener listener) {
        this.connections = connections;
        this.sink = sink;
        this.keys = keys;
        this.listener = listener;
    }

    /** Returns the service of a database, which moves rows into the archive; applications get it from the database. */
    public static RetentionService over(Connections connections, ArchiveSink sink) {
        return new RetentionService(
                connections, sink, IdempotencyService.over(connections).keys(), (step, count) -> {});
    }

    /** Returns a copy that tells how a run gets on. */
    public RetentionService withListener(RetentionListener other) {
        return new RetentionService(connections, sink, keys, other);
    }

    /**
     * Returns a copy that leaves the keys to a service, with its policies and listeners; unless told otherwise it is that of
     * the database.
     */
    public RetentionService withIdempotency(IdempotencyService service) {
        return new RetentionService(connections, sink, service.keys(), listener);
    }

    /**
     * Does all steps and says what came of them.
     *
     * <p>First it settles what runs that were killed have left behind. A step whose rows others hold is left to the next
     * run.
     *
     * @throws ArchiveException if the archive cannot be written; no row was deleted that is not in it
     * @throws AroDatabaseException if the database fails; what was moved before is safe
     */
    public RetentionReport run(RetentionPolicy policy) {
        Values.required("policy", policy);
        Connections own = connections.own("A retention run");
        new Recovery(own, sink).run();
        return new RetentionRun(own, sink, keys, listener, policy).run();
    }

    /** Says what a run would do, and changes nothing; the archive is not looked at. */
    public RetentionReport dryRun(RetentionPolicy policy) {
        return new Survey(connections.own("A dry run of retention"), keys, Values.required("policy", policy)).take();
    }

    /**
     * Makes the monthly partitions of events up to a month, on PostgreSQL, and returns how many it made; a run does it for
     * the months that its policy says.
     *
     * <p>An event of a month without a partition is never refused, but shares the default partition with others.
     *
     * @param until the last month, before December 9999
     * @throws InvalidValueException if the month is too late
     * @throws ContentionException if somebody has read events for too long, or other runs were in the way; the partitions
     *     that were made stay
     */
    public int makePartitions(YearMonth until) {
        if (Values.required("until", until).isAfter(LAST_MONTH)) {
            throw new InvalidValueException("until", "must be a month before December 9999");
        }
        Connections own = connections.own("makePartitions");
        YearMonth now = YearMonth.from(own.session().now().atOffset(ZoneOffset.UTC));
        return PartitionPlan.of(own).map(plan -> plan.makeUntil(now, until)).orElse(0);
    }

    /** Returns the archive, to check it and to put rows back. */
    public ArchivedSegmentRepository archive() {
        return new ArchivedSegmentRepository(connections, sink);
    }
}
