package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.retention.RetentionReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The printed report of a retention run.
 *
 * @param dryRun whether the run changed nothing
 * @param steps the steps in the order of the run
 * @param millis the time of the whole run
 */
record RetentionDocument(boolean dryRun, List<Line> steps, long millis) {

    static RetentionDocument of(RetentionReport report) {
        return new RetentionDocument(
                report.dryRun(),
                report.steps().stream().map(Line::of).toList(),
                report.took().toMillis());
    }

    /** Prints the report as lines, one for each step. */
    static void describe(RetentionReport report, Output output) {
        report.steps().forEach(step -> output.line(text(step, report.dryRun())));
        output.line(
                report.dryRun()
                        ? "Nothing was changed; omit --dry-run to run the steps."
                        : String.format(
                                Locale.ROOT, "Done in %s ms.", report.took().toMillis()));
    }

    private static String text(RetentionReport.Step step, boolean foretold) {
        String verb = switch (step.step()) {
            case PARTITIONS -> "made";
            case COMPLETED -> "hidden";
            case KEYS, DELIVERIES, CONSENTS -> "deleted";
            case MONTHS, EVENTS, APPOINTMENTS, CLOSED, DEAD_LETTERS -> "archived";
        };
        String span = step.oldest() == null
                ? ""
                : String.format(Locale.ROOT, ", from %s to %s", step.oldest(), step.newest());
        return String.format(
                Locale.ROOT,
                "%-13s %,d %s%s%s",
                step.step().literal(),
                step.count(),
                foretold ? "would be " : "",
                verb,
                span);
    }

    /**
     * The printed report of a step.
     *
     * @param step the step's name, such as {@code dead_letters}
     * @param count the number of rows; of partitions for the step {@code partitions}
     * @param oldest the time of the oldest row; null without rows, and for a step without times
     * @param newest the time of the newest row; null in the same cases
     * @param millis the time of the step
     */
    record Line(
            String step,
            long count,
            @Nullable Instant oldest,
            @Nullable Instant newest,
            long millis) {

        static Line of(RetentionReport.Step report) {
            return new Line(
                    report.step().literal(),
                    report.count(),
                    report.oldest(),
                    report.newest(),
                    report.took().toMillis());
        }
    }
}
