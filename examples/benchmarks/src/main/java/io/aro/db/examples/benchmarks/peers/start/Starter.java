package io.aro.db.examples.benchmarks.peers.start;

import java.util.Locale;

/** A way to the first answer. */
enum Starter {
    JDBC("JDBC"),
    HIKARI("JDBC, pool"),
    JOOQ("jOOQ"),
    JDBI("Jdbi"),
    HIBERNATE("Hibernate"),
    SPRING("Spring Data"),
    LIBRARY("aro-db");

    private final String title;

    Starter(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Returns the name of a file of this starter. */
    String file(String suffix) {
        return name().toLowerCase(Locale.ROOT) + suffix;
    }
}
