package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.UnavailableException;
import io.aro.db.testkit.internal.run.OtherUser;
import io.aro.db.testkit.internal.run.WorkDirectory;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** An embedded server that root runs as an unprivileged user, in folders accessible to the user. */
final class UnprivilegedPostgres implements ServerLifecycle {

    private static final int TIMEOUT_SECONDS = 60;

    private final OtherUser user;
    private final WorkDirectory directory;
    private final Path programs;
    private final Path data;
    private final int port;

    private UnprivilegedPostgres(OtherUser user, WorkDirectory directory, Path programs, Path data, int port) {
        this.user = user;
        this.directory = directory;
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    static PostgresServer start(
            int major, PgBinaryResolver binaries, OtherUser user, WorkDirectory directory, PostgresSettings settings)
            throws IOException {
        String name = "postgresql-" + major;
        Path home = directory.resolve(name + "-programs");
        directory.letOthersIn();
        PostgresArchive.unpack(binaries, home);
        Path data = Files.createDirectory(directory.resolve(name));
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user.name()));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        UnprivilegedPostgres server = new UnprivilegedPostgres(user, directory, home.resolve("bin"), data, freePort());
        server.run(
                "initdb",
                "-D",
                data.toString(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync");
        server.run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-l",
                data.resolve("log").toString(),
                "-o",
                "-p " + server.port + " -k '' -c listen_addresses=localhost " + settings.asArguments(),
                "-t",
                Integer.toString(TIMEOUT_SECONDS),
                "-w",
                "start");
        return PostgresServer.at(EmbeddedPostgresSource.address(server.port), server);
    }

    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = directory.resolve(program + "-" + port + ".log");
        Process process = new ProcessBuilder(user.running(command))
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(2L * TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(program + " does not work as the user " + user.name() + ": "
                        + Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted.", e);
        }
    }

    @Override
    public boolean outlivesRun() {
        return false;
    }

    @Override
    public String keep(PostgresAddress database) {
        directory.keep(data);
        directory.keep(Objects.requireNonNull(programs.getParent()));
        return new StoppedServer(user.prefix(), programs, data, port).lineToOpen(database);
    }

    @Override
    public void release() {
        try {
            run("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "stop");
        } catch (IOException e) {
            throw new UnavailableException("The embedded server in " + data + " did not stop.", e);
        }
    }
}
