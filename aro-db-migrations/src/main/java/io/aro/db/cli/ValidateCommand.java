package io.aro.db.cli;

import io.aro.db.migration.Migrator;
import picocli.CommandLine.Command;

/** Checks scripts, engine and rows; a defect is reported like any other failure. */
@Command(
        name = "validate",
        description = "Check that the schema is current, no applied script was edited, the database is sound and its"
                + " histories and counts agree.")
final class ValidateCommand extends DatabaseCommand {

    private record Document(boolean valid, int version) {}

    @Override
    protected int run(DatabaseAddress address, Output output) {
        Migrator migrator = address.migrator();
        migrator.validate();
        int version = migrator.status().version();
        output.line("The schema is valid at version %s.".formatted(version));
        output.document(new Document(true, version));
        return OK;
    }
}
