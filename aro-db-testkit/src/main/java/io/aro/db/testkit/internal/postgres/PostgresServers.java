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

/** The PostgreSQL servers of a run with their databases; each server is found or started on first use. */
public final class PostgresServers implements AutoCloseable {

    private final WorkDirectory directory;
    private final List<PostgresSource> sources;
    private final PostgresDoors doors;
    private final TablePlace place;
    private final Memoized<Integer, PostgresLookup> servers = new Memoized<>(this::find);
    private final Memoized<PostgresServer, PostgresRun> runs = new Memoized<>(this::enter);
    private final Memoized<Template, PostgresDatabases> databases = new Memoized<>(this::databases);

    /**
     * Creates an instance without servers.
     *
     * @param testedMajors the major versions used by tests
     */
    public PostgresServers(Settings settings, WorkDirectory directory, Set<Integer> testedMajors) {
        this.directory = directory;
        this.doors = new PostgresDoors(settings);
        this.place = TablePlace.of(settings);
        this.sources = List.of(
                new ConfiguredPostgres(settings, testedMajors),
                new EmbeddedPostgresSource(settings, directory),
                new ContainerPostgres(settings, directory));
    }

    /** Returns the server of the major version or a remedy; throws if a source should have a server but fails. */
    public PostgresLookup lookup(int major) {
        return servers.get(major);
    }

    /** Creates a database on the server with the migrations of aro-db and the given migrations. */
    public DatabaseHandle migrated(PostgresServer server, List<MigrationSet> migrations) {
        return databases.get(new Template(server, migrations)).migrated();
    }

    /** Creates a database on the server without tables. */
    public DatabaseHandle empty(PostgresServer server) {
        return databases.get(new Template(server, List.of())).empty();
    }

    private PostgresDatabases databases(Template template) {
        String prefix = runs.get(template.server()).databasePrefix()
                + SchemaKey.postgresql(template.migrations()).text().substring(0, 4) + "_";
        return new PostgresDatabases(template.server(), doors, prefix, template.migrations(), place);
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

    /** Stops the servers started by this run, and drops the run's databases on external servers. */
    @Override
    public void close() {
        databases.forEach(PostgresDatabases::close);
        doors.close();
        runs.forEach(PostgresRun::close);
        servers.forEach(lookup -> {
            if (lookup instanceof Found(PostgresServer server)) {
                server.close();
            }
        });
    }

    /** The server and migrations of a template. */
    private record Template(PostgresServer server, List<MigrationSet> migrations) {}
}
