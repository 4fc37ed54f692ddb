package io.aro.db.retention;

import java.time.Duration;
import java.util.List;

/**
 * The result of a retention run, or of a dry run.
 *
 * @param dryRun whether nothing was changed
 * @param steps the report of each step, in their order; a step that the engine does not have is left out
 * @param took the duration of the run
 */
public record RetentionReport(boolean dryRun, List<StepReport> steps, Duration took) {

    /** Copies the list. */
    public RetentionReport {
        steps = List.copyOf(steps);
    }

    /** Returns the count of a step; zero if it was left out. */
    public long count(StepKind step) {
        return steps.stream()
                .filter(report -> report.step() == step)
                .mapToLong(StepReport::count)
                .sum();
    }
}
