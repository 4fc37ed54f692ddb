package io.aro.db.testkit.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The statement forms rejected or misexecuted by Citus on tables distributed by schema.
 *
 * <p>The class is no SQL parser: it knows these forms as written by jOOQ.
 */
public final class PortableSql {

    private static final Set<String> ALWAYS_THE_SAME = Set.of(
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "cast",
            "case",
            "when",
            "then",
            "else",
            "and",
            "or",
            "not",
            "in",
            "where");
    private static final Set<String> OF_THE_CLOCK =
            Set.of("current_timestamp", "current_date", "current_time", "localtimestamp", "localtime", "interval");
    private static final Set<String> TIMES = Set.of("timestamp", "timestamptz", "date", "time", "timetz", "interval");

    private PortableSql() {}

    /** Returns the forms found in the statements of the text, each as part of a sentence. */
    public static List<String> breaches(String sql) {
        return Statement.all(sql).stream()
                .map(Statement::phrase)
                .flatMap(statement -> Stream.of(
                                systemColumns(statement), values(statement), existing(statement), sets(statement))
                        .flatMap(List::stream))
                .distinct()
                .toList();
    }

    private static List<String> systemColumns(Phrase statement) {
        return statement.mentions(Set.of("xmin")) ? List.of("reads xmin") : List.of();
    }

    /** Finds a subquery within VALUES, where each row is in parentheses. */
    private static List<String> values(Phrase statement) {
        for (Phrase rows = statement.after("VALUES"); !rows.isEmpty(); rows = rows.after("VALUES")) {
            Phrase row = rows;
            while (row.startsWith("(")) {
                Phrase inside = row.parenthesised();
                if (inside.mentions(Set.of("select"))) {
                    return List.of("has a subquery in VALUES");
                }
                row = row.from(inside.tokens().size() + 2);
                row = row.startsWith(",") ? row.from(1) : row;
            }
        }
        return List.of();
    }

    private static List<String> existing(Phrase statement) {
        for (Phrase insert = statement.startingWith(Set.of("insert"));
                !insert.isEmpty();
                insert = insert.from(1).startingWith(Set.of("insert"))) {
            Phrase query = sameLevel(insert).after("SELECT").after("WHERE");
            for (int i = 0; i < query.tokens().size(); i++) {
                boolean isDenied = i > 0 && query.tokens().get(i - 1).is("NOT");
                if (query.tokens().get(i).is("EXISTS") && !isDenied) {
                    return List.of("inserts a SELECT with WHERE EXISTS");
                }
            }
        }
        return List.of();
    }

    private static List<String> sets(Phrase statement) {
        List<String> breaches = new ArrayList<>();
        for (Phrase rest = statement.after("DO"); !rest.isEmpty(); rest = rest.after("DO")) {
            if (rest.startsWith("UPDATE", "SET")) {
                breaches.addAll(computed(until(sameLevel(rest), "RETURNING")));
            }
        }
        return breaches;
    }

    private static List<String> computed(Phrase set) {
        List<String> breaches = new ArrayList<>();
        List<Token> tokens = set.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            String name = set.name(i);
            boolean isCall = i + 1 < tokens.size() && tokens.get(i + 1).is("(") && !name.isEmpty();
            boolean isType =
                    i > 0 && (tokens.get(i - 1).is("AS") || tokens.get(i - 1).is(":"));
            if (tokens.get(i).is("SELECT")) {
                breaches.add("has a subquery in DO UPDATE SET");
            } else if (isType && TIMES.contains(name)) {
                breaches.add(String.format(Locale.ROOT, "casts to %s in DO UPDATE SET", name));
            } else if (OF_THE_CLOCK.contains(name) || (isCall && !isType && !ALWAYS_THE_SAME.contains(name))) {
                breaches.add(String.format(Locale.ROOT, "computes %s in DO UPDATE SET", name));
            }
        }
        return breaches;
    }

    /** Returns the phrase up to the closing parenthesis of its level. */
    private static Phrase sameLevel(Phrase phrase) {
        int depth = 0;
        for (int i = 0; i < phrase.tokens().size(); i++) {
            Token token = phrase.tokens().get(i);
            depth += token.is("(") ? 1 : 0;
            depth -= token.is(")") ? 1 : 0;
            if (depth < 0) {
                return new Phrase(phrase.tokens().subList(0, i));
            }
        }
        return phrase;
    }

    private static Phrase until(Phrase phrase, String word) {
        for (int i = 0; i < phrase.tokens().size(); i++) {
            if (phrase.tokens().get(i).is(word)) {
                return new Phrase(phrase.tokens().subList(0, i));
            }
        }
        return phrase;
    }
}
