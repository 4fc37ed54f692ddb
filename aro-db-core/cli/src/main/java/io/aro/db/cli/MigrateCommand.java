package io.aro.db.cli;

import io.aro.db.migration.MigrationEvent;
import io.aro.db.migration.MigrationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The command {@code migrate}: applies pending migrations and prints a line after each. */
@Command(name = "migrate", description = "Apply all pending migrations.")
final class MigrateCommand extends DatabaseCommand {

    /** The JSON answer of {@code migrate}. */
    private record Document(int fromVersion, int toVersion, List<Progress> migrations, long millis) {}

    @Override
    protected int run(DatabaseAddress address, Output output) {
        List<Progress> progress = new ArrayList<>();
        MigrationReport report = address.migrator()
                .with((MigrationEvent event) -> {
                    Progress step = Progress.of(event);
                    progress.add(step);
                    output.line(step.line());
                })
                .migrate();
        output.line(String.format(
                Locale.ROOT,
                "The schema is at version %s: %s applied, %s already there, in %s ms.",
                report.toVersion(),
                report.applied().size(),
                progress.size() - report.applied().size(),
                report.took().toMillis()));
        output.document(new Document(
                report.fromVersion(),
                report.toVersion(),
                progress,
                report.took().toMillis()));
        return OK;
    }
}
