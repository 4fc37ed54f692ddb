package io.aro.db.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what a run comes to: each operation by its answers, and each word of the answers that matters. */
final class Tally {

    private static final Pattern WORDS = Pattern.compile(
            "\\w+Exception(?: of kind \\w+)?|\\w+=(?:[A-Z_]{3,})\\b|LimitReached|given up|kept|refused");

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    void add(Operation operation, String answer) {
        String kind = operation.getClass().getSimpleName();
        count(kind);
        boolean isRefusal = answer.startsWith("refused") || answer.matches("\\w+Exception.*");
        if (!isRefusal) {
            count(kind + " answered");
        }
        for (Matcher words = WORDS.matcher(answer); words.find(); ) {
            count(words.group());
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    @Override
    public String toString() {
        return new TreeMap<>(counts).toString();
    }
}
