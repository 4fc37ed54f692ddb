package io.aro.db.retention;

/** Hears how a run gets on, on the thread that runs it. */
@FunctionalInterface
public interface RetentionListener {

    /** Is told after each batch how many the step has dealt with so far. */
    void progressed(StepKind step, long count);
}
