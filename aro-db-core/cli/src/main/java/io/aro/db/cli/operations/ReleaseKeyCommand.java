package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.StoredKeyRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code keys release}: shows a parked or exhausted key; releases the key only with {@code --yes}. */
@Command(
        name = "release",
        description = {
            "Release a parked or exhausted key, so that the next delivery retries its request.",
            "Do this only if the request had no effect, or is safe to repeat.",
            "Without --yes, show the key and change nothing."
        })
final class ReleaseKeyCommand extends StoredKeysCommand {

    /** The JSON answer of {@code keys release}. */
    private record Document(boolean dryRun, KeyDocument key) {}

    @Mixin
    private final KeyOptions options = new KeyOptions();

    @Option(names = "--yes", description = "Release the key.")
    private boolean yes;

    @Override
    int run(StoredKeyRepository keys, Output output) {
        IdempotencyKey key = options.key();
        if (yes) {
            KeyDocument released = KeyDocument.of(keys.release(key));
            output.line("The key is released; the next delivery retries its request.");
            output.document(new Document(false, released));
        } else {
            KeyDocument releasable = KeyDocument.of(keys.getReleasable(key));
            releasable.describe(output);
            output.line("Nothing was changed; add --yes to release the key.");
            output.document(new Document(true, releasable));
        }
        return OK;
    }
}
