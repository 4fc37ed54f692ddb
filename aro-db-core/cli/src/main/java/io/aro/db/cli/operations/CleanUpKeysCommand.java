package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.idempotency.CleanupReport;
import io.aro.db.idempotency.StoredKeyRepository;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Deletes what is kept no longer. */
@Command(
        name = "cleanup",
        description = "Delete the keys that are remembered no longer and the responses that are kept no longer.")
final class CleanUpKeysCommand extends StoredKeysCommand {

    @Override
    int run(StoredKeyRepository keys, Output output) {
        CleanupReport report = keys.cleanup();
        output.line(String.format(
                Locale.ROOT,
                "Deleted %s %s, and %s %s of others.",
                report.keysDeleted(),
                report.keysDeleted() == 1 ? "key" : "keys",
                report.responsesDeleted(),
                report.responsesDeleted() == 1 ? "response" : "responses"));
        output.document(report);
        return OK;
    }
}
