package io.aro.db.testkit;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** A tested engine: SQLite, or the oldest or newest supported PostgreSQL. */
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

    /** Returns the name in test reports, such as "PostgreSQL 18". */
    public String displayName() {
        return displayName;
    }

    /** Returns whether this engine is PostgreSQL, of any version. */
    public boolean isPostgres() {
        return this != SQLITE;
    }

    /** Returns the major version of PostgreSQL; 0 for SQLite. */
    int postgresMajor() {
        return postgresMajor;
    }

    /** Returns the major versions of PostgreSQL among all engines. */
    static Set<Integer> postgresMajors() {
        return Arrays.stream(values())
                .filter(Engine::isPostgres)
                .map(Engine::postgresMajor)
                .collect(Collectors.toUnmodifiableSet());
    }
}
