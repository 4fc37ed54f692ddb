package io.aro.db.retention;

/** A listener to the progress of a run, called on the thread of the run. */
@FunctionalInterface
public interface RetentionListener {

    /** Receives the count of a step so far, after each of its batches. */
    void progressed(StepKind step, long count);
}
