package io.aro.db.internal.opening;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.internal.pool.Pools;
import io.aro.db.migration.Migrator;

/** The check of the schema when a database is opened, and its migration where that is asked for. */
final class SchemaOnOpen {

    private SchemaOnOpen() {}

    /** Migrates an embedded file, and a server if that is asked for, whose URL must be one in any case. */
    static void beforePools(AroDatabaseConfig config) {
        switch (config) {
            case SqliteConfig sqlite -> {
                if (sqlite.file() != null) {
                    Migrator.of("jdbc:sqlite:" + sqlite.file()).migrate();
                }
            }
            case PostgresConfig postgres -> {
                Migrator migrator = Migrator.of(postgres.url(), postgres.user(), postgres.password());
                if (postgres.migrate()) {
                    migrator.migrate();
                }
            }
        }
    }

    /**
     * Migrates a database in memory, which is there only once its connection is, and checks a server on a connection of
     * the pool, because one more would take longer than the check.
     */
    static void afterPools(AroDatabaseConfig config, Pools pools) {
        switch (config) {
            case SqliteConfig sqlite -> {
                if (sqlite.file() == null) {
                    Migrator.of(pools.writer()).migrate();
                }
            }
            case PostgresConfig postgres -> {
                if (!postgres.migrate()) {
                    Migrator.of(pools.writer()).requireCurrent();
                }
            }
        }
    }
}
