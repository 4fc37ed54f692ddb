package io.aro.db.examples.benchmarks.peers.report;

import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contest.Measurement;
import io.aro.db.examples.benchmarks.peers.contest.Results;
import io.aro.db.examples.benchmarks.peers.contest.Round;
import io.aro.db.examples.benchmarks.peers.library.LibraryContender;
import java.util.Locale;
import java.util.Optional;

/**
 * A report in Markdown: the times of all contenders, then the targets.
 *
 * <p>A ratio is the library's time over the contender's, the median of the rounds' ratios.
 */
public final class TextReport {

    private static final double MICROS = 1e3;

    private final Results results;
    private final StringBuilder text = new StringBuilder(4_096);

    private TextReport(Results results) {
        this.results = results;
    }

    /** Returns the report. */
    public static String of(Results results) {
        TextReport report = new TextReport(results);
        report.times();
        report.targets();
        return report.text.toString();
    }

    private void times() {
        text.append(results.engine()).append("; ").append(results.machine()).append("\n\n");
        timesRow("operation", "contender", "us", "quartiles", "bytes", "ratio", "by CPU");
        timesRow("---", "---", "---:", "---:", "---:", "---:", "---:");
        for (Operation operation : results.operations()) {
            Optional<Measurement> own = results.find(operation, LibraryContender.NAME);
            results.of(operation).forEach(each -> time(each, own));
        }
    }

    private void time(Measurement measurement, Optional<Measurement> own) {
        String quartiles = String.format(
                Locale.ROOT,
                "%.1f to %.1f",
                measurement.quantile(Round::nanos, 0.25) / MICROS,
                measurement.quantile(Round::nanos, 0.75) / MICROS);
        timesRow(
                measurement.operation().letter() + " " + measurement.operation().title(),
                measurement.contender(),
                String.format(Locale.ROOT, "%.1f", measurement.median(Round::nanos) / MICROS),
                quartiles,
                String.format(Locale.ROOT, "%.0f", measurement.median(Round::bytes)),
                own.map(library -> ratio(library.ratioTo(measurement, Round::nanos)))
                        .orElse(""),
                own.map(library -> ratio(library.ratioTo(measurement, Round::processorNanos)))
                        .orElse(""));
    }

    private void targets() {
        text.append('\n');
        targetsRow("operation", "against", "before", "must", "measured", "");
        targetsRow("---", "---", "---:", "---:", "---:", "---");
        for (Target target : Targets.of(results.isPostgres())) {
            target.measured(results).ifPresent(measured -> target(target, measured));
        }
        results.find(Operation.WEBHOOK, LibraryContender.NAME).ifPresent(this::bytes);
    }

    private void target(Target target, double measured) {
        targetsRow(
                target.operation().letter() + " " + target.operation().title(),
                target.against(),
                Double.isNaN(target.before()) ? "" : ratio(target.before()),
                ratio(target.limit()),
                ratio(measured),
                verdict(measured <= target.limit()));
    }

    private void bytes(Measurement webhook) {
        double bytes = webhook.median(Round::bytes);
        targetsRow(
                "i bytes per webhook",
                "",
                "463 kB",
                kilobytes(Targets.WEBHOOK_BYTES),
                kilobytes(bytes),
                verdict(bytes <= Targets.WEBHOOK_BYTES));
    }

    private static String verdict(boolean met) {
        return met ? "met" : "not met";
    }

    private static String kilobytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private void timesRow(Object... cells) {
        text.append(String.format(Locale.ROOT, "| %-26s | %-13s | %12s | %23s | %10s | %7s | %7s |%n", cells));
    }

    private void targetsRow(Object... cells) {
        text.append(String.format(Locale.ROOT, "| %-26s | %-13s | %6s | %6s | %8s | %-7s |%n", cells));
    }
}
