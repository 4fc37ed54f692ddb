package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.testkit.process.ChildCommand;
import io.aro.db.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that exits in the middle of its work, by {@code System.exit} or with its terminal. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Execution(ExecutionMode.CONCURRENT)
class EarlyExitTest {

    @ParameterizedTest
    @EnumSource
    void isSilentAndLeavesNothing(EarlyExit.Way way, Engine engine) throws IOException {
        Set<Path> before = runs("run-");
        try (ChildProcess program = program(engine, way).start()) {
            String pid = program.nextLine();

            String output = program.rest();

            assertThat(output).doesNotContain("Exception", "\tat ");
            assertThat(runs("run-" + pid + "-")).isSubsetOf(before);
        }
    }

    /**
     * Returns the folders of this user's runs with the prefix.
     *
     * <p>Process ids are reused: the folder of an earlier process with the same id may still exist.
     */
    static Set<Path> runs(String prefix) throws IOException {
        Path folder =
                Path.of(System.getProperty("java.io.tmpdir"), "aro-db-testkit-" + System.getProperty("user.name"));
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(run -> run.getFileName().toString().startsWith(prefix))
                    .collect(Collectors.toSet());
        }
    }

    /** Returns the program, with this process's settings for PostgreSQL servers. */
    private static ChildCommand program(Engine engine, EarlyExit.Way way) {
        ChildCommand command = ChildProcess.of(EarlyExit.class, engine.name(), way.name());
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("aro.postgres.") || name.startsWith("aro.test.postgres.")) {
                command = command.option("-D" + name + "=" + System.getProperty(name));
            }
        }
        return command.option("-Daro.test.quiet=true").variable("ARO_TEST_ENGINES", "");
    }
}
