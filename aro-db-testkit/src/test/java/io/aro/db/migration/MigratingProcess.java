package io.aro.db.migration;

import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** Is another process that migrates; it ends with the test, whatever happens. */
final class MigratingProcess implements AutoCloseable {

    private final Process process;

    private MigratingProcess(Process process) {
        this.process = process;
    }

    /** Migrates the scripts of the folder. */
    static MigratingProcess start(TestDatabase database, Path folder) {
        try {
            return new MigratingProcess(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MigratingProcess.class.getName(),
                            database.jdbcUrl(),
                            database.user(),
                            database.password(),
                            folder.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as {@code kill -9} does: it gets no chance to clean up. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) {
        try (ScriptFolder scripts = new ScriptFolder(Path.of(arguments[3]), Engine.POSTGRES_18)) {
            Migrator.of(arguments[0], arguments[1], arguments[2])
                    .with(scripts.set())
                    .migrate();
        }
    }
}
