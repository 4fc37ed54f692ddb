package io.aro.db.retention;

/** Hears how a run gets on, on the thread that runs it. */
@FunctionalInterface
public interface RetentionListener {

    /** Receives the count of a step after each of its batches. */
    void progressed(StepKind step, long count);
}
