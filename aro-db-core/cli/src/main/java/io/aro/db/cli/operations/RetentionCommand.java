package io.aro.db.cli.operations;

import static java.util.Objects.requireNonNullElse;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.cli.Output;
import io.aro.db.crypto.TinkStreamCipher;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.RetentionService;
import java.nio.file.Path;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code retention}: hides, archives and deletes rows past their retention, and prints the progress. */
@Command(
        name = "retention",
        description = {
            "Hide, archive and delete rows past their retention period.",
            "Stop it at any time and run it again. With --dry-run, nothing is changed.",
            "A PERIOD is an ISO 8601 period such as P2Y, P6M or P90D."
        })
public final class RetentionCommand extends OpenDatabaseCommand {

    @Option(
            names = "--archive",
            required = true,
            paramLabel = "FOLDER",
            description = "Folder of the archive, one per database.")
    private Path archive = Path.of("");

    @Option(names = "--keyset", paramLabel = "FILE", description = "Seal the archive with the keyset in this file.")
    private @Nullable Path keyset;

    @Option(names = "--dry-run", description = "Show the rows of each step, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--events",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "Retention of events; two years by default.")
    private @Nullable Period events;

    @Option(
            names = "--completed-visible",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "Time for which lists show completed appointments; six months by default.")
    private @Nullable Period visible;

    @Option(
            names = "--completed",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "Retention of completed appointments; two years by default.")
    private @Nullable Period completed;

    @Option(
            names = "--closed",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "Retention of cancelled, missed and rescheduled appointments; two years by default.")
    private @Nullable Period closed;

    @Option(
            names = "--dead-letters",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "Retention of resolved dead letters; 90 days by default.")
    private @Nullable Period deadLetters;

    @Option(
            names = "--consents",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "Retention of erased customers' consents; four years by default.")
    private @Nullable Period consents;

    @Option(
            names = "--deliveries",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "Retention of delivery subjects; one year by default.")
    private @Nullable Period deliveries;

    @Option(
            names = "--months-ahead",
            paramLabel = "N",
            description = "Months of partitions to create ahead on PostgreSQL; twelve by default.")
    private @Nullable Integer monthsAhead;

    @Override
    int run(AroDatabase db, Output output) {
        RetentionPolicy policy = policy();
        RetentionService retention = db.retention(archive()).withListener(new StepProgress(output));
        RetentionReport report = dryRun ? retention.dryRun(policy) : retention.run(policy);
        RetentionDocument.describe(report, output);
        output.document(RetentionDocument.of(report));
        return OK;
    }

    private FileArchive archive() {
        FileArchive files = FileArchive.in(archive);
        return keyset == null ? files : files.sealedBy(TinkStreamCipher.ofFile(keyset));
    }

    private RetentionPolicy policy() {
        RetentionPolicy usual = RetentionPolicy.defaults();
        return usual.withEvents(requireNonNullElse(events, usual.events()))
                .withCompleted(
                        requireNonNullElse(visible, usual.completedVisible()),
                        requireNonNullElse(completed, usual.completed()))
                .withClosed(requireNonNullElse(closed, usual.closed()))
                .withDeadLetters(requireNonNullElse(deadLetters, usual.deadLetters()))
                .withConsents(requireNonNullElse(consents, usual.consents()))
                .withDeliveries(requireNonNullElse(deliveries, usual.deliveries()))
                .withMonthsAhead(requireNonNullElse(monthsAhead, usual.monthsAhead()));
    }
}
