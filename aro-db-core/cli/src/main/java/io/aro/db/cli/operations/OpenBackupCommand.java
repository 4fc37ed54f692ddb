package io.aro.db.cli.operations;

import io.aro.db.backup.BackupReport;
import io.aro.db.backup.SealedBackup;
import io.aro.db.cli.DatabaseAddress;
import io.aro.db.cli.DatabaseCommand;
import io.aro.db.cli.Output;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.crypto.TinkStreamCipher;
import io.aro.db.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code open-backup}: opens a sealed backup as a new SQLite database at the URL's path. */
@Command(
        name = "open-backup",
        description = "Open a sealed backup as the SQLite database of the --url; its file must not exist.")
public final class OpenBackupCommand extends DatabaseCommand {

    /** The JSON answer of {@code open-backup}. */
    private record Document(String file, long bytes, long millis) {}

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FILE",
            description = "The sealed backup, under its original file name.")
    private Path from = Path.of("");

    @Option(
            names = "--keyset",
            required = true,
            paramLabel = "FILE",
            description = "File with the keyset that sealed the backup.")
    private Path keyset = Path.of("");

    @Override
    protected int run(DatabaseAddress address, Output output) {
        Path database = file(address);
        BackupReport report =
                SealedBackup.of(from, TinkStreamCipher.ofFile(keyset)).openTo(database);
        output.line(String.format(
                Locale.ROOT,
                "The backup is opened as database %s: %,d bytes in %s ms.",
                report.file(),
                report.bytes(),
                report.took().toMillis()));
        output.document(new Document(
                report.file().toString(), report.bytes(), report.took().toMillis()));
        return OK;
    }

    private static Path file(DatabaseAddress address) {
        Optional<Path> file = switch (AroDatabaseConfig.of(address.url(), address.user(), address.password())) {
            case SqliteConfig sqlite -> Optional.ofNullable(sqlite.file());
            case PostgresConfig postgres -> Optional.empty();
        };
        return file.filter(path -> !path.startsWith("file:"))
                .orElseThrow(() -> new ConfigurationException(
                        "A sealed backup opens as a SQLite file; give its path as --url jdbc:sqlite:<path>."));
    }
}
