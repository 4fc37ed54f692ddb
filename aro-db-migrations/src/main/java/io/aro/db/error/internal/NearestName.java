package io.aro.db.error.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** A search for the intended name of a misspelt option or command. */
public final class NearestName {

    private NearestName() {}

    /** Returns the nearest name, if at most a third of its letters differ. Empty for a correct name. */
    public static Optional<String> to(String misspelt, Collection<String> names) {
        return names.contains(misspelt)
                ? Optional.empty()
                : names.stream()
                        .min(Comparator.comparingInt(name -> distance(misspelt, name)))
                        .filter(name -> distance(misspelt, name) * 3 <= name.length());
    }

    /** Returns the edit distance (Levenshtein 1966), ignoring case. */
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
