package io.aro.db.migration.internal.session;

/** The target database of a script. */
public enum DatabaseEngine {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql");

    private final String folder;

    DatabaseEngine(String folder) {
        this.folder = folder;
    }

    /** Returns the name of the engine's folder below the root of a set. */
    public String folder() {
        return folder;
    }
}
