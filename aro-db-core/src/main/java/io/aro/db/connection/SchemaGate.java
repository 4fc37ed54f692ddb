package io.aro.db.connection;

import io.aro.db.migration.Migrator;

/** Lets a database be opened only with the schema that this version of the library works with. */
final class SchemaGate {

    private SchemaGate() {}

    /** Migrates an embedded file, and checks or, when told to, migrates a server. */
    static void beforePools(AroDatabaseConfig config) {
        switch (config) {
            case SqliteConfig sqlite -> {
                if (sqlite.file() != null) {
                    Migrator.of(SqliteConfig.PREFIX + sqlite.file()).migrate();
                }
            }
            case PostgresConfig postgres -> {
                Migrator migrator = Migrator.of(postgres.url(), postgres.user(), postgres.password());
                if (postgres.migrate()) {
                    migrator.migrate();
                } else {
                    migrator.requireCurrent();
                }
            }
        }
    }

    /** Migrates a database in memory, which is there only once its connection is. */
    static void afterPools(AroDatabaseConfig config, Pools pools) {
        if (config instanceof SqliteConfig sqlite && sqlite.file() == null) {
            Migrator.of(pools.writer()).migrate();
        }
    }
}
