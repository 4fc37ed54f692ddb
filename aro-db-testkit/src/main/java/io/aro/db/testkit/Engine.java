package io.aro.db.testkit;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** A database that aro-db is tested on: SQLite, and the oldest and the newest supported PostgreSQL. */
public enum Engine {
    SQLITE("SQLite", 0),
    POSTGRES_15("PostgreSQL 15", 15),
    POSTGRES_18("PostgreSQL 18", 18);

    private final String displayName;
    private final int postgresMajor;

    Engine(String displayName, int postgresMajor) {
        this.displayName = displayName;
        this.postgresMajor = postgresMajor;
    }

    /** Returns the name that test reports show, such as "PostgreSQL 18". */
    public String displayName() {
        return displayName;
    }

    /** Tells whether this is a PostgreSQL of any version. */
    public boolean isPostgres() {
        return this != SQLITE;
    }

    /** Returns the major version of PostgreSQL, and 0 for SQLite. */
    int postgresMajor() {
        return postgresMajor;
    }

    /** Returns the major versions of PostgreSQL among the engines. */
    static Set<Integer> postgresMajors() {
        return Arrays.stream(values())
                .filter(Engine::isPostgres)
                .map(Engine::postgresMajor)
                .collect(Collectors.toUnmodifiableSet());
    }
}
