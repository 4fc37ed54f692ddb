package io.aro.db.retention;

import io.aro.db.archive.ArchiveException;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.refusal.InvalidValueException;
import java.time.YearMonth;

/**
 * The retention of one database: hides, archives and deletes rows past their retention.
 *
 * <p>A run may be killed at any point, repeated, and executed by several processes at a time. Each archived row is in
 * the archive exactly once. A run uses separate short transactions; call the run outside a transaction. Rows under a
 * legal hold are skipped. Immutable, and thread-safe with a thread-safe listener.
 *
 * {@snippet id="retention" :
 * RetentionPolicy policy = RetentionPolicy.defaults().withEvents(Period.ofYears(3));
 * RetentionReport report = db.retention(FileArchive.in(folder)).run(policy);
 * }
 */
public interface RetentionService {

    /** Returns a copy that reports the progress of runs to the listener, in place of an earlier listener. */
    RetentionService withListener(RetentionListener listener);

    /**
     * Returns a copy that cleans up keys through the given service, with its policies and listeners.
     *
     * <p>By default a run deletes the expired keys of the database directly.
     */
    RetentionService withIdempotency(IdempotencyService service);

    /**
     * Runs all steps and returns their reports.
     *
     * <p>The run first recovers the segments of killed runs. A step with blocked rows is left to the next run.
     *
     * @throws ArchiveException if the archive cannot be written; every deleted row is in the archive
     * @throws AroDatabaseException if the database fails; all rows moved before are safe
     */
    RetentionReport run(RetentionPolicy policy);

    /** Counts the rows that are due, and changes nothing. The dry run does not access the archive. */
    RetentionReport dryRun(RetentionPolicy policy);

    /**
     * Creates the monthly event partitions up to a month on PostgreSQL, and returns the number of created partitions.
     *
     * <p>Other engines have no partitions and return zero. A run creates the partitions of its policy itself. An event
     * without a partition of its month goes to the default partition and is never refused.
     *
     * @param until the last month, before December 9999
     * @throws InvalidValueException if the month is too late
     * @throws ContentionException if a reader of events, or a concurrent run, blocks the creation for too long; created
     *     partitions remain
     */
    int makePartitions(YearMonth until);

    /** Returns the archived segments, to check or restore them. */
    ArchivedSegmentRepository archive();
}
