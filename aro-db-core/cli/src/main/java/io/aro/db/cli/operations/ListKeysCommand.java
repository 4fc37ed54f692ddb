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

/** Lists the keys that need a person, by what is wrong with them, the longest waiting first. */
@Command(
        name = "list",
        description = "List the keys that are parked (outcome unknown), exhausted (given up) or stuck (owner gone).")
final class ListKeysCommand extends StoredKeysCommand {

    @Option(
            names = "--state",
            paramLabel = "STATE",
            converter = Standing.Converter.class,
            description = "Only these: parked, exhausted or stuck.")
    private @Nullable Standing only;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many of each; 100 unless told otherwise.")
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
                    Locale.ROOT, "There may be more than %s of a state; a higher --limit shows them.", limit));
        }
        output.document(found);
        return OK;
    }
}
