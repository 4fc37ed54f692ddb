package io.aro.db.testkit;

import org.flywaydb.core.Flyway;

/** Brings a database to the newest version of the schema. */
final class Schema {

    private Schema() {}

    static void migrate(String jdbcUrl, String user, String password) {
        String engine = jdbcUrl.startsWith("jdbc:sqlite:") ? "sqlite" : "postgresql";
        Flyway.configure()
                .dataSource(jdbcUrl, user, password)
                .locations("classpath:db/aro/" + engine)
                .table("aro_schema_history")
                .load()
                .migrate();
    }
}
