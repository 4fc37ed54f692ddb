package io.aro.db.testkit.lint;

/** Is whose SQL a script has. */
enum Dialect {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql");

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    String folder() {
        return folder;
    }
}
