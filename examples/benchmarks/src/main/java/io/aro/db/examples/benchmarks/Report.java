package io.aro.db.examples.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Samples, printed as one table in Markdown. */
final class Report {

    private static final String LINE = "| %-66s | %6s | %10s | %10s | %10s |%n";

    private final List<String> rows = new ArrayList<>();

    void add(String label, Sample sample) {
        rows.add(String.format(
                Locale.ROOT,
                LINE,
                label,
                sample.runs(),
                millis(sample.percentile(0)),
                millis(sample.percentile(50)),
                millis(sample.percentile(95))));
    }

    void leaveOut(String label, String why) {
        rows.add(String.format(Locale.ROOT, LINE, label, why, "", "", ""));
    }

    void print() {
        System.out.printf(Locale.ROOT, LINE, "what", "runs", "min ms", "median ms", "p95 ms");
        System.out.printf(Locale.ROOT, LINE, "---", "---:", "---:", "---:", "---:");
        rows.forEach(System.out::print);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e6);
    }
}
