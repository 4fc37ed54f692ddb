package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.StoredKeyRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the key that would be released, and does it only when told to. */
@Command(
        name = "release",
        description = {
            "Let the request of a parked or exhausted key be tried again.",
            "Do this only if it has not taken effect, or a second time does no harm.",
            "Without --yes nothing is changed: the key is shown."
        })
final class ReleaseKeyCommand extends StoredKeysCommand {

    private record Document(boolean dryRun, KeyDocument key) {}

    @Mixin
    private final KeyOptions options = new KeyOptions();

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Override
    int run(StoredKeyRepository keys, Output output) {
        IdempotencyKey key = options.key();
        if (yes) {
            KeyDocument released = KeyDocument.of(keys.release(key));
            output.line("The key is released; the next delivery of its request is handled.");
            output.document(new Document(false, released));
        } else {
            KeyDocument releasable = KeyDocument.of(keys.getReleasable(key));
            releasable.describe(output);
            output.line("Nothing was changed; add --yes to let the request be tried again.");
            output.document(new Document(true, releasable));
        }
        return OK;
    }
}
