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

/** Hides, archives and deletes what the database keeps no longer, and says how it gets on. */
@Command(
        name = "retention",
        description = {
            "Hide, archive and delete what the database keeps no longer.",
            "It may be stopped at any moment and run again. With --dry-run nothing is changed.",
            "A PERIOD is one of ISO 8601, such as P2Y, P6M or P90D."
        })
public final class RetentionCommand extends OpenDatabaseCommand {

    @Option(
            names = "--archive",
            required = true,
            paramLabel = "FOLDER",
            description = "Where archived rows go, one folder per database.")
    private Path archive = Path.of("");

    @Option(names = "--keyset", paramLabel = "FILE", description = "Seal the archive with this keyset for files.")
    private @Nullable Path keyset;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(
            names = "--events",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "How long events stay; two years unless told otherwise.")
    private @Nullable Period events;

    @Option(
            names = "--completed-visible",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "How long completed appointments stay in the lists; six months unless told otherwise.")
    private @Nullable Period visible;

    @Option(
            names = "--completed",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "How long completed appointments stay; two years unless told otherwise.")
    private @Nullable Period completed;

    @Option(
            names = "--closed",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description =
                    "How long cancelled, missed and rescheduled appointments stay; two years unless told otherwise.")
    private @Nullable Period closed;

    @Option(
            names = "--dead-letters",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "How long dead letters that were dealt with stay; 90 days unless told otherwise.")
    private @Nullable Period deadLetters;

    @Option(
            names = "--consents",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "How long consents of erased customers stay; four years unless told otherwise.")
    private @Nullable Period consents;

    @Option(
            names = "--deliveries",
            paramLabel = "PERIOD",
            converter = PeriodConverter.class,
            description = "How long subjects of deliveries are remembered; a year unless told otherwise.")
    private @Nullable Period deliveries;

    @Option(
            names = "--months-ahead",
            paramLabel = "N",
            description = "For how many months PostgreSQL gets partitions ahead; twelve unless told otherwise.")
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
