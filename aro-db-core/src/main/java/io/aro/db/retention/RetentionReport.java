package io.aro.db.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a retention run, or of a dry run.
 *
 * @param dryRun whether nothing was changed
 * @param steps the report of each step, in their order; a step that the engine does not have is left out
 * @param took the duration of the run
 */
public record RetentionReport(boolean dryRun, List<Step> steps, Duration took) {

    /** Copies the list. */
    public RetentionReport {
        steps = List.copyOf(steps);
    }

    /** Returns the count of a step; zero if it was left out. */
    public long count(StepKind step) {
        return steps.stream()
                .filter(report -> report.step() == step)
                .mapToLong(Step::count)
                .sum();
    }

    /**
     * The result of one step.
     *
     * @param step the step
     * @param count the number of events, appointments, keys … that the step has dealt with, or would
     * @param oldest the time of the oldest of them, by which it was chosen; null without any, or for a step without times
     * @param newest the time of the newest of them
     * @param took its duration
     */
    public record Step(
            StepKind step,
            long count,
            @Nullable Instant oldest,
            @Nullable Instant newest,
            Duration took) {}
}
