package io.aro.db.testkit.process;

import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command of a process; immutable.
 *
 * @param main the class with the main method
 * @param classPath the class path
 * @param options the options of the JVM
 * @param environment the variables added to the environment of this process
 */
public record ChildCommand(
        Class<?> main,
        String classPath,
        List<String> arguments,
        List<String> options,
        Map<String, String> environment) {

    static final String URL = "ARO_CHILD_URL";
    static final String USER = "ARO_CHILD_USER";
    static final String PASSWORD = "ARO_CHILD_PASSWORD";

    /** Options for a short-lived JVM, which spends its time on the work instead of on optimization. */
    private static final List<String> SHORT_LIFE = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    public ChildCommand {
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    static ChildCommand of(Class<?> main, String... arguments) {
        ChildCommand command =
                new ChildCommand(main, System.getProperty("java.class.path"), List.of(arguments), SHORT_LIFE, Map.of());
        String archive = System.getProperty(ClassArchive.SETTING, "");
        return archive.isEmpty() ? command : command.from(ClassArchive.at(Path.of(archive)));
    }

    /** Returns a copy with other JVM options, which replace the options for a short life. */
    public ChildCommand options(List<String> others) {
        return new ChildCommand(main, classPath, arguments, others, environment);
    }

    /** Returns a copy with an additional JVM option. */
    public ChildCommand option(String more) {
        List<String> all = new ArrayList<>(options);
        all.add(more);
        return options(all);
    }

    /** Returns a copy with the class archive, for a faster start. */
    public ChildCommand from(ClassArchive archive) {
        ChildCommand faster = new ChildCommand(main, archive.classPath(), arguments, options, environment);
        for (String option : archive.options()) {
            faster = faster.option(option);
        }
        return faster;
    }

    /** Returns a copy with an additional environment variable. */
    public ChildCommand variable(String name, String value) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(name, value);
        return new ChildCommand(main, classPath, arguments, options, variables);
    }

    /** Returns a copy with the database, for {@link ChildProcess#database} in the process. */
    public ChildCommand on(TestDatabase database) {
        return variable(URL, database.jdbcUrl())
                .variable(USER, database.user())
                .variable(PASSWORD, database.password());
    }

    /** Starts the process without waiting for it. */
    public ChildProcess start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return ChildProcess.hearing(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
