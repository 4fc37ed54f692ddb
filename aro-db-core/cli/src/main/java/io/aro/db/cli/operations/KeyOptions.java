package io.aro.db.cli.operations;

import io.aro.db.idempotency.IdempotencyKey;
import picocli.CommandLine.Option;

/** The options of an idempotency key: source, key and scope. */
final class KeyOptions {

    @Option(
            names = "--source",
            required = true,
            paramLabel = "SOURCE",
            description = "Sender of the request, such as calendly.")
    private String source = "";

    @Option(names = "--key", required = true, paramLabel = "KEY", description = "The sender's id of the request.")
    private String key = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "Scope of the key, such as a tenant; empty by default.")
    private String scope = "";

    /**
     * Returns the key of the options.
     *
     * @throws io.aro.db.refusal.InvalidValueException if a part is too long, or the source or key is blank
     */
    IdempotencyKey key() {
        return IdempotencyKey.of(source, key).inScope(scope);
    }
}
