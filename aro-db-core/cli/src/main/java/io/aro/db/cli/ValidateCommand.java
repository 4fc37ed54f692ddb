package io.aro.db.cli;

import io.aro.db.migration.Migrator;
import io.aro.db.migration.SchemaStatus;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The command {@code validate}: checks scripts, schema and rows, and reports a defect as an error. */
@Command(
        name = "validate",
        description =
                "Check the schema version, the applied scripts, the integrity of the database, histories and counts.")
final class ValidateCommand extends DatabaseCommand {

    /** The JSON answer of {@code validate}. */
    private record Document(boolean valid, int version, int latestVersion) {}

    @Override
    protected int run(DatabaseAddress address, Output output) {
        Migrator migrator = address.migrator();
        migrator.validate();
        SchemaStatus status = migrator.status();
        output.line(String.format(Locale.ROOT, "The schema is valid at version %s.", status.version()));
        if (!status.isCurrent()) {
            output.line(status.summary());
        }
        output.document(new Document(true, status.version(), status.latestVersion()));
        return OK;
    }
}
