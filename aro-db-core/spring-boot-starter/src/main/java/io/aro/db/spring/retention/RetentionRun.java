package io.aro.db.spring.retention;

import io.aro.db.retention.RetentionReport;
import java.time.Duration;
import java.time.Instant;

/**
 * A finished run of retention, published as an event of the application.
 */
public sealed interface RetentionRun {

    /** Returns the time of the start. */
    Instant startedAt();

    /** Returns the duration. */
    Duration took();

    /**
     * A run that completed all steps.
     *
     * @param report the counts of the steps
     */
    record Completed(Instant startedAt, Duration took, RetentionReport report) implements RetentionRun {}

    /**
     * A run ended by a failure; the next run continues.
     *
     * @param failure the failure of the database or of the archive, mostly an {@code AroDatabaseException}
     */
    record Failed(Instant startedAt, Duration took, RuntimeException failure) implements RetentionRun {}
}
