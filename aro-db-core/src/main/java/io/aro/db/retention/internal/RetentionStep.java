package io.aro.db.retention.internal;

import io.aro.db.error.ContentionException;
import io.aro.db.retention.StepKind;

/** One step of a retention run; {@link DatabaseRetentionService} has the list of them. */
interface RetentionStep {

    /** Returns the name of the step in reports. */
    StepKind kind();

    /** Counts the rows that a run would deal with, and changes nothing. */
    void count(StepCounter counter);

    /**
     * Deals with all rows that are due, in short transactions.
     *
     * @throws ContentionException if others hold the rows; the next run goes on with them
     */
    void run(StepCounter counter);
}
