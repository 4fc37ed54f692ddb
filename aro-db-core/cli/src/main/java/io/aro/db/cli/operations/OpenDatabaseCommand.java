package io.aro.db.cli.operations;

import io.aro.db.AroDatabase;
import io.aro.db.cli.DatabaseAddress;
import io.aro.db.cli.DatabaseCommand;
import io.aro.db.cli.Output;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;

/** Is a command on the data of a database, whose schema must be current. */
abstract class OpenDatabaseCommand extends DatabaseCommand {

    @Override
    protected final int run(DatabaseAddress address, Output output) {
        // Opening a SQLite database would make the file, or migrate it under the service.
        address.migrator().requireCurrent();
        try (AroDatabase db = AroDatabase.open(config(address))) {
            return run(db, output);
        }
    }

    private static AroDatabaseConfig config(DatabaseAddress address) {
        return switch (AroDatabaseConfig.of(address.url(), address.user(), address.password())) {
            case PostgresConfig postgres -> postgres.withPoolSize(1);
            case SqliteConfig sqlite -> sqlite.withReaders(1);
        };
    }

    /** Does the work and returns the exit code. */
    abstract int run(AroDatabase db, Output output);
}
