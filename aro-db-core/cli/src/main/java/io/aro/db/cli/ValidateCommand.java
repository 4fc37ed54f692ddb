package io.aro.db.cli;

import io.aro.db.migration.Migrator;
import io.aro.db.migration.SchemaStatus;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Checks scripts, engine and rows; a defect is reported like any other failure. */
@Command(
        name = "validate",
        description =
                "Check that this library may work on the schema, no applied script was edited, the database is sound and its"
                        + " histories and counts agree.")
final class ValidateCommand extends DatabaseCommand {

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
