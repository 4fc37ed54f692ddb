package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.idempotency.StoredKeyRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what is known of one key, whatever its state. */
@Command(name = "show", description = "Show what is known of a key, but neither its request nor its response.")
final class ShowKeyCommand extends StoredKeysCommand {

    @Mixin
    private final KeyOptions options = new KeyOptions();

    @Override
    int run(StoredKeyRepository keys, Output output) {
        KeyDocument document = KeyDocument.of(keys.get(options.key()));
        document.describe(output);
        output.document(document);
        return OK;
    }
}
