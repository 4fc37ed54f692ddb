package io.aro.db.testkit.internal.postgres;

import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.internal.postgres.PostgresLookup.Found;
import io.aro.db.testkit.internal.postgres.PostgresLookup.Missing;
import io.aro.db.testkit.internal.run.DatabaseHandle;
import io.aro.db.testkit.internal.run.Memoized;
import io.aro.db.testkit.internal.run.SchemaKey;
import io.aro.db.testkit.internal.run.Settings;
import io.aro.db.testkit.internal.run.WorkDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The PostgreSQL servers of one run, each found or started when it is first asked for, and the databases on them. */
public final class PostgresServers implements AutoCloseable {

    private final WorkDirectory directory;
    private final List<PostgresSource> sources;
    private final Memoized<Integer, PostgresLookup> servers = new Memoized<>(this::find);
    private final Memoized<PostgresServer, PostgresRun> runs = new Memoized<>(this::enter);
    private final Memoized<Template, PostgresDatabases> databases = new Memoized<>(this::databases);

    /**
     * Starts with nothing.
     *
     * @param testedMajors the major versions that tests may ask for
     */
    public PostgresServers(Settings settings, WorkDirectory directory, Set<Integer> testedMajors) {
        this.directory = directory;
        this.sources = List.of(
                new ConfiguredPostgres(settings, testedMajors),
                new EmbeddedPostgresSource(settings, directory),
                new ContainerPostgres(settings, directory));
    }

    /** Returns the server of the major version, or how to come by one; throws if a source should have one but fails. */
    public PostgresLookup lookup(int major) {
        return servers.get(major);
    }

    /** Creates a database on the server with the migrations of aro-db and the given ones. */
    public DatabaseHandle migrated(PostgresServer server, List<MigrationSet> migrations) {
        return databases.get(new Template(server, migrations)).migrated();
    }

    /** Creates a database on the server without any table. */
    public DatabaseHandle empty(PostgresServer server) {
        return databases.get(new Template(server, List.of())).empty();
    }

    private PostgresDatabases databases(Template template) {
        String prefix = runs.get(template.server()).databasePrefix()
                + SchemaKey.postgresql(template.migrations()).text().substring(0, 4) + "_";
        return new PostgresDatabases(template.server(), prefix, template.migrations());
    }

    private PostgresRun enter(PostgresServer server) {
        return PostgresRun.enter(server, directory.name());
    }

    private PostgresLookup find(int major) {
        List<String> remedies = new ArrayList<>();
        for (PostgresSource source : sources) {
            switch (source.lookup(major)) {
                case Found found -> {
                    return found;
                }
                case Missing(String remedy) -> remedies.add(remedy);
            }
        }
        return new Missing(String.join(", or ", remedies));
    }

    /** Stops the servers of this run, and drops its databases on the others. */
    @Override
    public void close() {
        databases.forEach(PostgresDatabases::close);
        runs.forEach(PostgresRun::close);
        servers.forEach(lookup -> {
            if (lookup instanceof Found(PostgresServer server)) {
                server.close();
            }
        });
    }

    /** The server and the migrations that databases are clones of. */
    private record Template(PostgresServer server, List<MigrationSet> migrations) {}
}
