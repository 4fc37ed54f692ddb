package io.aro.db.migration.internal.session;

/** The kind of database that a script is written for. */
public enum DatabaseEngine {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql");

    private final String folder;

    DatabaseEngine(String folder) {
        this.folder = folder;
    }

    public String folder() {
        return folder;
    }
}
