package io.aro.db.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of docs/options.md. The first two columns come from the code; the page keeps the other columns.
 *
 * @param title the heading of the section that holds the table
 * @param defaults the default of each option by name; empty for a default known to the page alone
 */
record OptionTable(String title, Map<String, String> defaults) {

    /** The placeholder in a new row, to be filled in by hand. */
    static final String OPEN = "?";

    /** Returns the page with the rows of this table: present rows in the order of the page, then new rows by name. */
    String writtenInto(String page) {
        int start = page.indexOf("\n## " + title + "\n");
        if (start < 0) {
            return page + "\n## " + title + "\n\n| option | default | range | meaning |\n| --- | --- | --- | --- |\n"
                    + rows(Map.of());
        }
        int first = page.indexOf("\n| --- ", start);
        int from = page.indexOf('\n', first + 1) + 1;
        int until = from;
        while (page.startsWith("|", until)) {
            until = page.indexOf('\n', until) + 1;
        }
        return page.substring(0, from) + rows(rowsOf(page.substring(from, until))) + page.substring(until);
    }

    private static Map<String, List<String>> rowsOf(String lines) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            List<String> cells = Arrays.stream(
                            line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                    .map(String::strip)
                    .toList();
            rows.put(cells.getFirst().replace("`", ""), cells);
        });
        return rows;
    }

    private String rows(Map<String, List<String>> present) {
        List<String> names = new ArrayList<>(present.keySet());
        names.retainAll(defaults.keySet());
        defaults.keySet().stream()
                .filter(name -> !present.containsKey(name))
                .sorted()
                .forEach(names::add);
        return names.stream()
                .map(name -> row(name, present.getOrDefault(name, List.of(name, OPEN, OPEN, OPEN))))
                .collect(Collectors.joining());
    }

    private String row(String name, List<String> cells) {
        String known = defaults.getOrDefault(name, "");
        List<String> all = new ArrayList<>(cells);
        all.set(0, "`" + name + "`");
        all.set(1, known.isEmpty() ? cells.get(1) : known);
        return "| " + String.join(" | ", all) + " |\n";
    }
}
