package io.aro.db.testkit.internal.postgres;

import io.aro.db.connection.PostgresConfig;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.GivenSettings;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.TestDatabases;
import io.aro.db.testkit.internal.run.Settings;
import io.aro.db.testkit.process.ChildProcess;
import java.io.IOException;
import java.util.Map;

/** A process with a run of its own: creates a database, prints the database's name and waits to be killed. */
public final class SharedServerRun {

    private SharedServerRun() {}

    public static void main(String[] args) throws IOException {
        PostgresConfig server = (PostgresConfig) ChildProcess.database();
        Settings settings =
                GivenSettings.of(Map.of("aro.test.postgres.url.18", server.url() + "?user=" + server.user()), Map.of());
        try (TestDatabases databases = GivenSettings.databases(settings);
                TestDatabase database = databases.migrated(Engine.POSTGRES_18)) {
            System.out.println(PostgresAddress.parse(database.jdbcUrl()).database());
            System.in.read();
        }
    }
}
