package io.aro.db.retention.internal;

import io.aro.db.error.ContentionException;
import io.aro.db.retention.StepKind;

/** One step of a retention run; {@link DatabaseRetentionService} lists the steps. */
interface RetentionStep {

    /** Returns the kind of the step, for reports. */
    StepKind kind();

    /** Counts the due rows without a change. */
    void count(StepCounter counter);

    /**
     * Processes all due rows, in short transactions.
     *
     * @throws ContentionException if locks are unavailable; the next run continues
     */
    void run(StepCounter counter);
}
