package io.aro.db.testkit.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A run of tokens without comments: a statement, or a part of a statement. */
record Phrase(List<Token> tokens) {

    private static final Set<String> CONSTRAINT_WORDS =
            Set.of("constraint", "check", "foreign", "unique", "primary", "exclude", "like");

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    boolean startsWith(String... words) {
        return matches(0, words);
    }

    /** Returns whether the words follow each other, outside parentheses. */
    boolean has(String... words) {
        Phrase outermost = outermost();
        for (int i = 0; i < outermost.tokens.size(); i++) {
            if (outermost.matches(i, words)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether any of the words occurs, inside parentheses too. */
    boolean mentions(Set<String> words) {
        return tokens.stream().anyMatch(token -> token.isName() && words.contains(token.name()));
    }

    /** Returns the tokens after the first occurrence of the word; empty without an occurrence. */
    Phrase after(String word) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(word)) {
                return from(i + 1);
            }
        }
        return new Phrase(List.of());
    }

    /** Returns the tokens from the first of the words on; empty without an occurrence. */
    Phrase startingWith(Set<String> words) {
        for (int i = 0; i < tokens.size(); i++) {
            if (words.contains(name(i))) {
                return from(i);
            }
        }
        return new Phrase(List.of());
    }

    Phrase from(int first) {
        return new Phrase(tokens.subList(Math.min(first, tokens.size()), tokens.size()));
    }

    /** Returns the name at the position; empty for another kind of token. */
    String name(int at) {
        return at < tokens.size() && tokens.get(at).isName() ? tokens.get(at).name() : "";
    }

    /** Returns whether the phrase defines a column and not a table constraint. */
    boolean isColumn() {
        return !isEmpty()
                && tokens.getFirst().isName()
                && CONSTRAINT_WORDS.stream().noneMatch(tokens.getFirst()::is);
    }

    /** Returns the parts between the outermost commas. */
    List<Phrase> split() {
        List<Phrase> parts = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += step(tokens.get(i));
            if (depth == 0 && tokens.get(i).is(",")) {
                parts.add(new Phrase(tokens.subList(start, i)));
                start = i + 1;
            }
        }
        parts.add(from(start));
        return parts;
    }

    /** Returns the content of the first parentheses. */
    Phrase parenthesised() {
        Phrase rest = after("(");
        int depth = 1;
        for (int i = 0; i < rest.tokens.size(); i++) {
            depth += step(rest.tokens.get(i));
            if (depth == 0) {
                return new Phrase(rest.tokens.subList(0, i));
            }
        }
        return rest;
    }

    /** Returns the phrase without parentheses and their content. */
    Phrase outermost() {
        List<Token> outermost = new ArrayList<>();
        int depth = 0;
        for (Token token : tokens) {
            depth += step(token);
            if (depth == 0 && !token.is(")")) {
                outermost.add(token);
            }
        }
        return new Phrase(outermost);
    }

    private boolean matches(int at, String... words) {
        if (at + words.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    private static int step(Token token) {
        if (token.is("(")) {
            return 1;
        }
        return token.is(")") ? -1 : 0;
    }
}
