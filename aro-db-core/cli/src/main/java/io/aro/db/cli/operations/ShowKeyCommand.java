package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.idempotency.StoredKeyRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code keys show}: prints a key in any state, without request and response. */
@Command(name = "show", description = "Show a key, without its request and its response.")
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
