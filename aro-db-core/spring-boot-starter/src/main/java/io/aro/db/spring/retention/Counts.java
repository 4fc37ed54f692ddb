package io.aro.db.spring.retention;

import io.aro.db.retention.RetentionReport;
import java.util.stream.Collectors;

/** The counts of a report in one line. */
final class Counts {

    private Counts() {}

    /** Returns each step with a count, such as "3 events, 1 keys", or "nothing due". */
    static String of(RetentionReport report) {
        String counts = report.steps().stream()
                .filter(step -> step.count() > 0)
                .map(step -> step.step().literal() + " " + step.count())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "nothing due" : counts;
    }
}
