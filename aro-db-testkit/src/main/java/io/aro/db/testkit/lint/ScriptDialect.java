package io.aro.db.testkit.lint;

/** Is whose SQL a script has. */
enum ScriptDialect {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql");

    private final String folder;

    ScriptDialect(String folder) {
        this.folder = folder;
    }

    String folder() {
        return folder;
    }
}
