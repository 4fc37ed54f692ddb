package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.idempotency.CleanupReport;
import io.aro.db.idempotency.StoredKeyRepository;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The command {@code keys cleanup}: deletes expired keys and expired responses. */
@Command(name = "cleanup", description = "Delete expired keys, and expired responses of other keys.")
final class CleanUpKeysCommand extends StoredKeysCommand {

    @Override
    int run(StoredKeyRepository keys, Output output) {
        CleanupReport report = keys.cleanup();
        output.line(String.format(
                Locale.ROOT,
                "Deleted %s %s, and %s %s of other keys.",
                report.keysDeleted(),
                report.keysDeleted() == 1 ? "key" : "keys",
                report.responsesDeleted(),
                report.responsesDeleted() == 1 ? "response" : "responses"));
        output.document(report);
        return OK;
    }
}
