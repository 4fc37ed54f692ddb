package io.aro.db.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a retention run, or of a dry run.
 *
 * @param dryRun whether the run only counted rows
 * @param steps the report of each step, in order; without steps the engine does not support
 * @param took the duration of the run
 */
public record RetentionReport(boolean dryRun, List<Step> steps, Duration took) {

    /** Copies the list. */
    public RetentionReport {
        steps = List.copyOf(steps);
    }

    /** Returns the count of a step; zero for a step without a report. */
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
     * @param count the number of rows processed, or due in a dry run
     * @param oldest the earliest time of the processed rows; null without rows, or for a step without times
     * @param newest the latest time of the processed rows; null like {@code oldest}
     * @param took the duration of the step
     */
    public record Step(
            StepKind step,
            long count,
            @Nullable Instant oldest,
            @Nullable Instant newest,
            Duration took) {}
}
