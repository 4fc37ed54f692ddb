package io.aro.db.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of docs/transactions.md: each cell by the names of its row and column. */
final class TransactionTable {

    private static final Path PAGE = Path.of("../../docs/transactions.md");

    private final Map<String, Map<String, String>> rows;

    private TransactionTable(Map<String, Map<String, String>> rows) {
        this.rows = rows;
    }

    /** Reads the table by the name of its first column. */
    static TransactionTable of(String firstColumn) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int head = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("| " + firstColumn + " |"))
                .findFirst()
                .orElseThrow());
        List<String> columns = cells(lines.get(head));
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        lines.stream().skip(head + 2L).takeWhile(line -> line.startsWith("|")).forEach(line -> {
            List<String> cells = cells(line);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i < columns.size(); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            rows.put(cells.getFirst(), row);
        });
        return new TransactionTable(rows);
    }

    /** Returns the kind of each method, by its type and name. */
    static Map<String, String> kinds() throws IOException {
        Map<String, String> kinds = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `")) {
                List<String> cells = cells(line.replace("`", ""));
                if (cells.size() == 3 && cells.getFirst().matches("\\w+")) {
                    Arrays.stream(cells.get(2).split(", "))
                            .forEach(method -> kinds.put(cells.getFirst() + "." + method, cells.get(1)));
                }
            }
        }
        return kinds;
    }

    /** Returns the methods that may read from a replica, by type and name. */
    static Set<String> replicaReads() throws IOException {
        Set<String> methods = new TreeSet<>();
        for (String line : Files.readAllLines(PAGE)) {
            List<String> cells = cells(line.isEmpty() ? " " : line.replace("`", ""));
            if (line.startsWith("| `") && cells.size() == 2) {
                Arrays.stream(cells.get(1).split(", ")).forEach(method -> methods.add(cells.getFirst() + "." + method));
            }
        }
        return methods;
    }

    /** Returns the names of all rows. */
    Set<String> rows() {
        return rows.keySet();
    }

    /** Returns the cells of a row by column name. */
    Map<String, String> row(String name) {
        return Objects.requireNonNull(rows.get(name), name);
    }

    String cell(String row, String column) {
        return Objects.requireNonNull(row(row).get(column), column);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }
}
