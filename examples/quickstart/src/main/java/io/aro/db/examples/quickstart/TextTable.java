package io.aro.db.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text, with columns as wide as their widest cell. */
final class TextTable {

    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String title, String... header) {
        this.title = title;
        rows.add(List.of(header));
    }

    void add(Object... cells) {
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(i -> String.valueOf(cells[i]))
                .toList());
    }

    @Override
    public String toString() {
        List<Integer> widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n", title + "\n", "\n"));
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths.get(column) - row.get(column).length()))
                .collect(Collectors.joining("  ", "  ", ""))
                .stripTrailing();
    }
}
