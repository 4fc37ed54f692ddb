package io.aro.db.migration;

import io.aro.db.connection.PostgresConfig;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;

/** A process that migrates a PostgreSQL database. */
final class MigratingProcess {

    private MigratingProcess() {}

    /** Starts a process that migrates by the scripts of the folder. */
    static ChildProcess start(TestDatabase database, Path folder) {
        return ChildProcess.of(MigratingProcess.class, folder.toString())
                .on(database)
                .start();
    }

    /** Runs in the process. */
    public static void main(String[] arguments) {
        PostgresConfig server = (PostgresConfig) ChildProcess.database();
        try (ScriptFolder scripts = new ScriptFolder(Path.of(arguments[0]), Engine.POSTGRES_18)) {
            Migrator.of(server.url(), server.user(), server.password())
                    .with(scripts.set())
                    .migrate();
        }
    }
}
