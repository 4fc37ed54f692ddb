package io.aro.db.testkit.lint;

/** The SQL dialect of a script. */
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
