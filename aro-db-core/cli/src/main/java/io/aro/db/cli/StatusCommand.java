package io.aro.db.cli;

import io.aro.db.migration.SchemaStatus;
import io.aro.db.migration.SchemaStatus.Migration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The command {@code status}: lists migrations; exits with 1 for an unusable schema. */
@Command(
        name = "status",
        description = "List all migrations with their states; exit with 1 if this library cannot use the schema.")
final class StatusCommand extends DatabaseCommand {

    /** The JSON answer of {@code status}. */
    private record Document(
            String state, int version, int latestVersion, int oldestLibrary, String summary, List<Line> migrations) {}

    /** One migration in the JSON answer. */
    private record Line(
            int version,
            String description,
            String standing,
            @Nullable String appliedAt) {

        static Line of(Migration migration) {
            return new Line(
                    migration.version(),
                    migration.description(),
                    migration.state().name().toLowerCase(Locale.ROOT),
                    migration
                            .appliedAt()
                            .map(at -> at.truncatedTo(ChronoUnit.SECONDS))
                            .map(Instant::toString)
                            .orElse(null));
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-12s V%03d  %s%s",
                    standing,
                    version,
                    description,
                    appliedAt == null ? "" : " (" + appliedAt + ")");
        }
    }

    @Override
    protected int run(DatabaseAddress address, Output output) {
        SchemaStatus status = address.migrator().status();
        List<Line> lines = status.migrations().stream().map(Line::of).toList();
        lines.forEach(line -> output.line(line.line()));
        output.line(status.summary());
        output.document(new Document(
                status.state().name().toLowerCase(Locale.ROOT),
                status.version(),
                status.latestVersion(),
                status.oldestLibrary(),
                status.summary(),
                lines));
        return status.isUsable() ? OK : FAILED;
    }
}
