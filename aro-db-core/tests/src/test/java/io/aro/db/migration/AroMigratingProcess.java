package io.aro.db.migration;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.process.ChildCommand;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;

/** A process that migrates a database to the latest version of a set, logs at INFO and prints the applied scripts. */
final class AroMigratingProcess {

    private AroMigratingProcess() {}

    /** Returns a process with the scripts of the library. */
    static ChildCommand command() {
        return logging(ChildProcess.of(AroMigratingProcess.class));
    }

    /** Returns a process with the scripts of the folder. */
    static ChildCommand command(Path folder) {
        return logging(ChildProcess.of(AroMigratingProcess.class, folder.toString()));
    }

    private static ChildCommand logging(ChildCommand command) {
        return command.option("-Dlogback.configurationFile=opening-logback.xml");
    }

    /** Runs in the process. */
    public static void main(String[] arguments) {
        AroDatabaseConfig config = ChildProcess.database();
        if (arguments.length == 0) {
            migrate(migrator(config));
            return;
        }
        Engine engine = config instanceof SqliteConfig ? Engine.SQLITE : Engine.POSTGRES_18;
        try (ScriptFolder scripts = new ScriptFolder(Path.of(arguments[0]), engine)) {
            migrate(migrator(config).with(scripts.set()));
        }
    }

    private static void migrate(Migrator migrator) {
        System.out.println("applied " + migrator.migrate().applied().size());
    }

    private static Migrator migrator(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite -> Migrator.of("jdbc:sqlite:" + sqlite.file());
            case PostgresConfig server -> Migrator.of(server.url(), server.user(), server.password());
        };
    }
}
