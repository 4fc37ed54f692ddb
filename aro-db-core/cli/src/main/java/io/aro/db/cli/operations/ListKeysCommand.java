package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.idempotency.StoredKeyRepository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code keys list}: lists parked, exhausted and stuck keys, each group oldest first. */
@Command(
        name = "list",
        description = "List parked (outcome unknown), exhausted (no attempts left) and stuck (lease expired) keys.")
final class ListKeysCommand extends StoredKeysCommand {

    @Option(
            names = "--state",
            paramLabel = "STATE",
            converter = Standing.Converter.class,
            description = "Show only keys in this state: parked, exhausted or stuck.")
    private @Nullable Standing only;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Maximum number of keys per state; 100 by default.")
    private int limit;

    @Override
    int run(StoredKeyRepository keys, Output output) {
        Map<String, List<KeyDocument>> found = new LinkedHashMap<>();
        for (Standing standing : only == null ? Standing.values() : new Standing[] {only}) {
            found.put(
                    standing.word(),
                    standing.find(keys, limit).stream().map(KeyDocument::of).toList());
        }
        found.forEach((word, documents) -> documents.forEach(document -> output.line(document.line(word))));
        output.line(found.entrySet().stream()
                .map(entry -> entry.getValue().size() + " " + entry.getKey())
                .collect(Collectors.joining(", ", "", ".")));
        if (found.values().stream().anyMatch(documents -> documents.size() == limit)) {
            output.line(String.format(
                    Locale.ROOT, "A state reached the limit of %s; raise --limit to see any further keys.", limit));
        }
        output.document(found);
        return OK;
    }
}
