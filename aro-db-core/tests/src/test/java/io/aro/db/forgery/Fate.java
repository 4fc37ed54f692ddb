package io.aro.db.forgery;

/** The result of a change by hand-written SQL. */
enum Fate {
    /** The engine refuses the statement or its commit. */
    REFUSED("refused"),
    /** The change is committed, and {@code aro-db validate} reports the change. */
    NOTICED("noticed"),
    /** The change is committed, and looks like a change by the library. */
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
