package io.aro.db.model;

import io.aro.db.testkit.Engine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first difference between two transcripts. */
final class Difference {

    /** The number of characters shown before the first difference. */
    private static final int LEAD = 200;

    private static final int SHOWN = 1_500;

    private Difference() {}

    /** Returns the first different answer, from shortly before the difference. */
    static Optional<String> between(Engine engine, List<String> expected, List<String> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String model = i < expected.size() ? expected.get(i) : "nothing";
            String database = i < actual.size() ? actual.get(i) : "nothing";
            if (!model.equals(database)) {
                int from = Math.max(0, firstDifference(model, database) - LEAD);
                return Optional.of(String.format(
                        Locale.ROOT,
                        "\n  %s:\n    %s\n  model:\n    %s",
                        engine.displayName(),
                        part(database, from),
                        part(model, from)));
            }
        }
        return Optional.empty();
    }

    private static int firstDifference(String one, String other) {
        int place = 0;
        while (place < Math.min(one.length(), other.length()) && one.charAt(place) == other.charAt(place)) {
            place++;
        }
        return place;
    }

    private static String part(String text, int from) {
        String rest = text.substring(from, Math.min(text.length(), from + SHOWN));
        return from == 0 ? rest : "…" + rest;
    }
}
