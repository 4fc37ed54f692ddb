package io.aro.db.migration;

/** The kind of database that a script is written for. */
enum Engine {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql");

    private final String folder;

    Engine(String folder) {
        this.folder = folder;
    }

    public String folder() {
        return folder;
    }
}
