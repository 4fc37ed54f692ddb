package io.aro.db.migration;

/** Is the kind of database that a script is written for. */
enum Engine {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql");

    private final String folder;

    Engine(String folder) {
        this.folder = folder;
    }

    String folder() {
        return folder;
    }
}
