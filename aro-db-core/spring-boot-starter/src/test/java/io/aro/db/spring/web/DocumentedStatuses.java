package io.aro.db.spring.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statuses of exceptions listed by the page docs/errors.md. */
final class DocumentedStatuses {

    private static final Path PAGE = Path.of("../../docs/errors.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+Exception)` \\|[^|]*\\|[^|]*\\| (\\d{3}[^|]*) \\|$", Pattern.MULTILINE);
    private static final Pattern STATUS = Pattern.compile("\\b[2-5]\\d\\d\\b");

    private DocumentedStatuses() {}

    /** Returns the statuses of each exception, by its name. */
    static Map<String, List<Integer>> read() {
        try {
            return ROW.matcher(Files.readString(PAGE))
                    .results()
                    .collect(Collectors.toMap(row -> row.group(1), row -> statuses(row.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> statuses(String cell) {
        return STATUS.matcher(cell)
                .results()
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .toList();
    }
}
