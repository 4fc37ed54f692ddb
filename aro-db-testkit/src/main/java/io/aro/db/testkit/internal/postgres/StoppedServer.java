package io.aro.db.testkit.internal.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data of a stopped embedded server, with the commands to restart it by hand.
 *
 * @param user the prefix of a command that switches to the server's user; empty for the current user
 * @param programs the folder with the server programs
 * @param data the data directory
 * @param port the port of the server
 */
record StoppedServer(List<String> user, Path programs, Path data, int port) {

    private static final Pattern PLAIN = Pattern.compile("[\\w./:=@%+,-]+");
    private static final Pattern PROGRAM = Pattern.compile("(.+)/postgres(?= \")");

    StoppedServer {
        user = List.copyOf(user);
    }

    /** Returns the folder of the program that runs or ran on the data, as recorded by the server. */
    static Path programsOf(Path data) throws IOException {
        String command = Files.readString(data.resolve("postmaster.opts"));
        Matcher program = PROGRAM.matcher(command);
        if (!program.lookingAt()) {
            throw new IOException("The server in " + data + " was started by an unknown command: " + command.strip());
        }
        return Path.of(program.group(1));
    }

    /**
     * Returns a shell command that starts the server and opens the database.
     *
     * <p>With psql on the path, the server stops after psql. Without psql, the command prints the address and the
     * command to stop the server.
     */
    String lineToOpen(PostgresAddress database) {
        return lineToOpen(database, isOnPath("psql"));
    }

    String lineToOpen(PostgresAddress database, boolean withPsql) {
        String stop = control("-m", "fast", "stop");
        String use = withPsql
                ? "{ psql " + quoted(database.psqlUrl()) + "; " + stop + "; }"
                : "echo " + quoted(database.url() + " answers user " + database.user() + " until you run: " + stop);
        String line = control(
                        "-l",
                        data.resolve("kept.log").toString(),
                        "-o",
                        "-p " + port + " -c listen_addresses=localhost -c unix_socket_directories=",
                        "-w",
                        "start")
                + " && " + use;
        // A program without access to its working directory cannot locate itself.
        return user.isEmpty() ? line : "(cd / && " + line + ")";
    }

    private String control(String... arguments) {
        return Stream.of(
                        user.stream(),
                        Stream.of(programs.resolve("pg_ctl").toString(), "-D", data.toString()),
                        Arrays.stream(arguments))
                .flatMap(words -> words)
                .map(StoppedServer::quoted)
                .collect(Collectors.joining(" "));
    }

    /** Returns the word quoted for a shell. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
