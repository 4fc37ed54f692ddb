package io.aro.db.model;

import io.aro.db.model.AppointmentCall.Correct;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts of a run: each operation by its answers, and each relevant word of the answers. */
final class Tally {

    private static final Pattern REFUSAL = Pattern.compile("refused|\\w+Exception(?: of kind \\w+)?");
    private static final Pattern WORDS = Pattern.compile(
            "\\b(?:status|currentState|outcome|riskCategory)=[A-Z_]+|^(?:Recorded|LimitReached|kept|given up)");

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    void add(Operation operation, String answer) {
        String kind = operation.getClass().getSimpleName();
        count(kind);
        Matcher refusal = REFUSAL.matcher(answer);
        if (refusal.lookingAt()) {
            count(refusal.group());
            return;
        }
        count(kind + " answered");
        if (operation instanceof Correct correct) {
            count(correct.correction().name());
        }
        for (Matcher words = WORDS.matcher(answer); words.find(); ) {
            count(words.group());
        }
    }

    private void count(String label) {
        counts.merge(label, 1, Integer::sum);
    }

    int of(String label) {
        return counts.getOrDefault(label, 0);
    }

    @Override
    public String toString() {
        return new TreeMap<>(counts).toString();
    }
}
