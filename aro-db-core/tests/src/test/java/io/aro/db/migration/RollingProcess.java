package io.aro.db.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicBoolean;

/** A service process that books, moves and claims by one release of the library, for a time or until stopped. */
final class RollingProcess implements AutoCloseable {

    private static final String WORKING = "working";
    private static final String OF_THIS_RELEASE = "";

    private final ChildProcess process;

    private RollingProcess(ChildProcess process) {
        this.process = process;
        process.awaitLine(WORKING);
    }

    /** Starts a process of this release, and returns after the first round. */
    static RollingProcess ofThisRelease(TestDatabase database, int member, Duration time) {
        return start(database, member, time, OF_THIS_RELEASE);
    }

    /** Starts a process of the next release, which migrates first, and returns after the first round. */
    static RollingProcess ofNextRelease(TestDatabase database, int member, Duration time, Path scripts) {
        return start(database, member, time, scripts.toString());
    }

    private static RollingProcess start(TestDatabase database, int member, Duration time, String scripts) {
        return new RollingProcess(
                ChildProcess.of(RollingProcess.class, String.valueOf(member), String.valueOf(time.toSeconds()), scripts)
                        .on(database)
                        .start());
    }

    /** Stops the process after the current round, and returns the tally. */
    RollingTally stop() {
        process.send("stop");
        return finish();
    }

    /** Waits for the end of the working time, and returns the tally. */
    RollingTally finish() {
        String line = process.nextLine();
        while (!RollingTally.isOne(line)) {
            if (line.startsWith(RollingWork.FAILURE)) {
                throw process.unexpected("A call has failed");
            }
            line = process.nextLine(); // The process logs, too.
        }
        return RollingTally.of(line);
    }

    @Override
    public void close() {
        process.close();
    }

    /** Runs in the process. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        AroDatabaseConfig config = ChildProcess.database();
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
        Optional<ScriptFolder> scripts = arguments[2].isEmpty()
                ? Optional.empty()
                : Optional.of(new ScriptFolder(MigrationSet.aro(), Path.of(arguments[2]), engine(config)));
        try {
            if (scripts.isPresent() && config instanceof PostgresConfig server) {
                Migrator.of(server.url(), server.user(), server.password()).migrate();
            }
            try (AroDatabase db = AroDatabase.open(config)) {
                work(
                        new RollingWork(db, Integer.parseInt(arguments[0]), scripts.isPresent(), System.out::println),
                        time);
            }
        } finally {
            scripts.ifPresent(ScriptFolder::close);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void work(RollingWork work, Duration time) {
        AtomicBoolean isStopped = new AtomicBoolean();
        Thread.ofPlatform().daemon().start(() -> {
            try (Scanner orders = new Scanner(System.in, UTF_8)) {
                orders.hasNextLine(); // A line means stop, and so does the end of the test.
                isStopped.set(true);
            }
        });
        long begin = System.nanoTime();
        work.once();
        System.out.println(WORKING);
        while (!isStopped.get() && System.nanoTime() - begin < time.toNanos()) {
            work.once();
        }
        System.out.println(work.tally());
    }

    private static Engine engine(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite -> Engine.SQLITE;
            case PostgresConfig server -> Engine.POSTGRES_18; // Scripts are the same for every version.
        };
    }
}
