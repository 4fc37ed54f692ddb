package io.aro.db.cli.operations;

import io.aro.db.AroDatabase;
import io.aro.db.cli.DatabaseAddress;
import io.aro.db.cli.DatabaseCommand;
import io.aro.db.cli.Output;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import org.jspecify.annotations.Nullable;

/** A command on the data of a database; the schema must be current, or newer and compatible. */
abstract class OpenDatabaseCommand extends DatabaseCommand {

    @Override
    protected final int run(DatabaseAddress address, Output output) {
        // Checked first: opening a SQLite database would create the file, or migrate it while a service runs.
        address.migrator().requireCurrent();
        try (AroDatabase db = AroDatabase.open(config(address))) {
            return run(db, output);
        }
    }

    private static AroDatabaseConfig config(DatabaseAddress address) {
        return switch (AroDatabaseConfig.of(address.url(), address.user(), address.password())) {
            case PostgresConfig postgres -> in(address.schema(), postgres.withPoolSize(1));
            case SqliteConfig sqlite -> sqlite.withReaders(1);
        };
    }

    private static PostgresConfig in(@Nullable String schema, PostgresConfig config) {
        return schema == null ? config : config.withSchema(schema);
    }

    /** Runs the command on the open database and returns the exit code; the caller closes the database. */
    abstract int run(AroDatabase db, Output output);
}
