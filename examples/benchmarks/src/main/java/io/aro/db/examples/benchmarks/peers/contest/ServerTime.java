package io.aro.db.examples.benchmarks.peers.contest;

import io.aro.db.examples.benchmarks.peers.database.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The processor time of a PostgreSQL server on this machine, as Linux counts it.
 *
 * <p>SQLite has no server. On other systems, and for a remote server, the time is zero.
 */
public final class ServerTime {

    private static final Path PROCESSES = Path.of("/proc");

    private final Optional<Path> children;

    private ServerTime(Optional<Path> children) {
        this.children = children;
    }

    /** Returns the clock of the server of a database. */
    public static ServerTime of(Address address) throws SQLException {
        if (!address.isPostgres()) {
            return new ServerTime(Optional.empty());
        }
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return new ServerTime(childrenOfParent(row.getString(1)));
        }
    }

    private static Optional<Path> childrenOfParent(String process) {
        try {
            Path own = PROCESSES.resolve(process);
            if (!Files.readString(own.resolve("comm")).startsWith("postgres")) {
                return Optional.empty();
            }
            String parent = Files.readAllLines(own.resolve("status")).stream()
                    .filter(line -> line.startsWith("PPid:"))
                    .map(line -> line.substring("PPid:".length()).strip())
                    .findFirst()
                    .orElseThrow();
            Path list =
                    PROCESSES.resolve(parent).resolve("task").resolve(parent).resolve("children");
            return Optional.of(list).filter(Files::isReadable);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the nanoseconds of all running processes of the server. */
    public long nanos() {
        return children.map(ServerTime::sum).orElse(0L);
    }

    private static long sum(Path children) {
        try {
            long sum = 0;
            for (String process : Files.readString(children).strip().split(" ")) {
                sum += ofProcess(process);
            }
            return sum;
        } catch (IOException e) {
            return 0;
        }
    }

    /** A process may end in between. */
    private static long ofProcess(String process) {
        try {
            String statistics = Files.readString(PROCESSES.resolve(process).resolve("schedstat"));
            return Long.parseLong(statistics, 0, statistics.indexOf(' '), 10);
        } catch (IOException e) {
            return 0;
        }
    }
}
