package io.aro.db.cli.operations;

import io.aro.db.AroDatabase;
import io.aro.db.backup.BackupReport;
import io.aro.db.cli.Output;
import io.aro.db.crypto.TinkStreamCipher;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code backup}: copies a SQLite database in use, and checks the copy. */
@Command(
        name = "backup",
        description = {
            "Copy a SQLite database, also while it is in use, and check the copy.",
            "For PostgreSQL, use pg_dump or pg_basebackup."
        })
public final class BackupCommand extends OpenDatabaseCommand {

    /** The JSON answer of {@code backup}. */
    private record Document(String file, long bytes, long millis) {}

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "Path of the copy; the file must not exist.")
    private Path to = Path.of("");

    @Option(
            names = "--keyset",
            paramLabel = "FILE",
            description = "Seal the copy with the keyset in this file; open-backup opens it.")
    private @Nullable Path keyset;

    @Override
    int run(AroDatabase db, Output output) {
        BackupReport report = keyset == null ? db.backUp(to) : db.backUp(to, TinkStreamCipher.ofFile(keyset));
        output.line(String.format(
                Locale.ROOT,
                "The copy %s is complete and passed its check: %,d bytes in %s ms.",
                report.file(),
                report.bytes(),
                report.took().toMillis()));
        output.document(new Document(
                report.file().toString(), report.bytes(), report.took().toMillis()));
        return OK;
    }
}
