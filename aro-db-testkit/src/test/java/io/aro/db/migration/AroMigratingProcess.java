package io.aro.db.migration;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.testkit.process.ChildCommand;
import io.aro.db.testkit.process.ChildProcess;

/** A process that migrates a database to the version of the library, logs at INFO and prints what it applied. */
final class AroMigratingProcess {

    private AroMigratingProcess() {}

    static ChildCommand command() {
        return ChildProcess.of(AroMigratingProcess.class).option("-Dlogback.configurationFile=opening-logback.xml");
    }

    /** Runs in the process. */
    public static void main(String[] arguments) {
        Migrator migrator = migrator(ChildProcess.database());
        System.out.println("applied " + migrator.migrate().applied().size());
    }

    private static Migrator migrator(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite -> Migrator.of("jdbc:sqlite:" + sqlite.file());
            case PostgresConfig server -> Migrator.of(server.url(), server.user(), server.password());
        };
    }
}
