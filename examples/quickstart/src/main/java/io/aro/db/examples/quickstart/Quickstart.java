package io.aro.db.examples.quickstart;

import io.aro.db.AroDatabase;
import io.aro.db.phone.PhoneParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that handles the webhooks of a folder in the order of their names and prints the resulting database.
 *
 * <p>A second run replays every delivery and changes nothing.
 */
public final class Quickstart {

    private static final String WEBHOOKS = "examples/quickstart/webhooks";
    private static final String DATABASE = "examples/quickstart/target/quickstart.db";

    private static final String REGION = "US";

    private final AroDatabase db;
    private final PhoneParser phones;
    private final PrintStream out;

    Quickstart(AroDatabase db, PhoneParser phones, PrintStream out) {
        this.db = db;
        this.phones = phones;
        this.out = out;
    }

    /**
     * Runs from the root of the project without arguments.
     *
     * @param arguments the folder with the webhooks, the database file, and the default region of phones; each is optional
     */
    public static void main(String... arguments) throws IOException {
        start(System.out, arguments);
    }

    static void start(PrintStream out, String... arguments) throws IOException {
        Path webhooks = Path.of(arguments.length > 0 ? arguments[0] : WEBHOOKS);
        Path database = Path.of(arguments.length > 1 ? arguments[1] : DATABASE).toAbsolutePath();
        PhoneParser phones = PhoneParser.ofRegion(arguments.length > 2 ? arguments[2] : REGION);
        Files.createDirectories(database.resolveSibling(""));
        try (AroDatabase db = AroDatabase.sqlite(database)) {
            new Quickstart(db, phones, out).run(deliveries(webhooks));
        }
    }

    /** Returns the JSON files of a folder, sorted by name. */
    static List<Path> deliveries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** Handles the deliveries in the given order and prints each result, then an overview of the database. */
    void run(List<Path> deliveries) throws IOException {
        WebhookHandler handler = new WebhookHandler(db, phones);
        Map<String, Integer> counts = new TreeMap<>();
        for (Path file : deliveries) {
            Handled handled = handler.handle(Files.readAllBytes(file));
            out.printf(Locale.ROOT, "%-47s %-30s %s%n", file.getFileName(), handled.event(), handled);
            counts.merge(handled.result(), 1, Integer::sum);
        }
        String overview = db.readOnly(tx -> new Overview(tx).toString());
        out.printf(Locale.ROOT, "%n%s%n%s%n", overview, summary(deliveries.size(), counts));
    }

    private static String summary(int deliveries, Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", ", String.format(Locale.ROOT, "%s deliveries: ", deliveries), "."));
    }
}
