package io.aro.db.retention;

import io.aro.db.archive.ArchiveException;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.refusal.InvalidValueException;
import java.time.YearMonth;

/**
 * The retention of one database: hides, archives and deletes rows whose time is over.
 *
 * <p>A run may be killed at any point, repeated, and done by several processes at a time: what leaves the database is in
 * the archive exactly once. It works in short transactions of its own, so call it outside of one. What a legal hold keeps
 * is left alone. Immutable and thread-safe, if the listener is.
 */
public interface RetentionService {

    /** Returns a copy that tells how a run gets on. */
    RetentionService withListener(RetentionListener listener);

    /**
     * Returns a copy that leaves the keys to a service, with its policies and listeners; unless told otherwise it is that of
     * the database.
     */
    RetentionService withIdempotency(IdempotencyService service);

    /**
     * Does all steps and returns their reports.
     *
     * <p>First it settles what runs that were killed have left behind. A step whose rows others hold is left to the next
     * run.
     *
     * @throws ArchiveException if the archive cannot be written; no row was deleted that is not in it
     * @throws AroDatabaseException if the database fails; what was moved before is safe
     */
    RetentionReport run(RetentionPolicy policy);

    /** Counts the rows that a run would deal with, and changes nothing; it does not look at the archive. */
    RetentionReport dryRun(RetentionPolicy policy);

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
    int makePartitions(YearMonth until);

    /** Returns the archive, to check it and to put rows back. */
    ArchivedSegmentRepository archive();
}
