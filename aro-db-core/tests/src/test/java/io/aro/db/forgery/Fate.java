package io.aro.db.forgery;

/** What becomes of a change by hand-written SQL. */
enum Fate {
    /** The engine refuses the statement or its commit. */
    REFUSED("refused"),
    /** It is committed, and {@code aro-db validate} says so. */
    NOTICED("noticed"),
    /** It is committed, and nothing tells it from what the library writes. */
    NEITHER("neither"),
    /** The engine has no such statement. */
    ABSENT("–");

    private final String word;

    Fate(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
