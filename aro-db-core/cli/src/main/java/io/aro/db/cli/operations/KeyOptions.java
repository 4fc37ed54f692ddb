package io.aro.db.cli.operations;

import io.aro.db.idempotency.IdempotencyKey;
import picocli.CommandLine.Option;

/** The options that name one key. */
final class KeyOptions {

    @Option(names = "--source", required = true, paramLabel = "SOURCE", description = "Who sent it, such as calendly.")
    private String source = "";

    @Option(names = "--key", required = true, paramLabel = "KEY", description = "The sender's id of the request.")
    private String key = "";

    @Option(names = "--scope", paramLabel = "SCOPE", description = "Whose request it is; none unless told otherwise.")
    private String scope = "";

    /** Returns the key, or refuses parts that no key has. */
    IdempotencyKey key() {
        return IdempotencyKey.of(source, key).inScope(scope);
    }
}
