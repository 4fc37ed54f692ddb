package io.aro.db.internal.opening;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.internal.pool.Pools;
import io.aro.db.migration.Migrator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Schema check on opening, with a migration if configured. */
final class SchemaOnOpen {

    private SchemaOnOpen() {}

    /** Migrates a SQLite file, and a PostgreSQL server if configured. The URL of a server is checked in any case. */
    static void beforePools(AroDatabaseConfig config) {
        switch (config) {
            case SqliteConfig sqlite -> {
                if (sqlite.file() != null) {
                    Migrator.of("jdbc:sqlite:" + sqlite.file()).migrate();
                }
            }
            case PostgresConfig postgres -> {
                Migrator migrator = in(
                        postgres.schema(),
                        Migrator.of(
                                Objects.requireNonNullElse(postgres.migrationUrl(), postgres.url()),
                                postgres.user(),
                                postgres.password()));
                if (postgres.migrate()) {
                    migrator.migrate();
                }
            }
        }
    }

    /**
     * Migrates an in-memory database, which exists only on its open connection. Checks a server on a pooled connection,
     * because opening a further connection would take longer than the check.
     */
    static void afterPools(AroDatabaseConfig config, Pools pools) {
        switch (config) {
            case SqliteConfig sqlite -> {
                if (sqlite.file() == null) {
                    Migrator.of(pools.writer()).migrate();
                }
            }
            case PostgresConfig postgres -> {
                // The URL of migrations may lead to another database by mistake.
                if (!postgres.migrate() || postgres.migrationUrl() != null) {
                    in(postgres.schema(), Migrator.of(pools.writer())).requireCurrent();
                }
            }
        }
    }

    private static Migrator in(@Nullable String schema, Migrator migrator) {
        return schema == null ? migrator : migrator.withSchema(schema);
    }
}
