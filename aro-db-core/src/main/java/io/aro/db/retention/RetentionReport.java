package io.aro.db.retention;

import java.time.Duration;
import java.util.List;

/**
 * Says what a run has done, or would do.
 *
 * @param dryRun whether nothing was changed
 * @param steps what came of each step, in their order; a step that the engine does not have is left out
 * @param took how long all of it took
 */
public record RetentionReport(boolean dryRun, List<StepReport> steps, Duration took) {

    /** Copies the list. */
    public RetentionReport {
        steps = List.copyOf(steps);
    }

    /** Returns how many a step has dealt with; none if it was left out. */
    public long count(StepKind step) {
        return steps.stream()
                .filter(report -> report.step() == step)
                .mapToLong(StepReport::count)
                .sum();
    }
}
