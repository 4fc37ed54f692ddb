package io.aro.db.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command on one database, with the shared options for address, JSON output and stack traces.
 *
 * <p>Commands registered with the {@link java.util.ServiceLoader} become commands of {@code aro-db}. Name the command
 * in picocli's {@code @Command}.
 */
public abstract class DatabaseCommand implements Callable<Integer> {

    /** The exit code of success. */
    protected static final int OK = 0;

    /**
     * The exit code of a negative result, such as an unusable schema, and of most exceptions. Wrong usage and invalid
     * values exit with 2.
     */
    protected static final int FAILED = 1;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    private boolean help;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    /** Declared for the help only: {@link ErrorHandler} reads the raw arguments, since parsing may have failed. */
    @Option(names = "--verbose", description = "Print the stack trace of an error.")
    @SuppressWarnings("UnusedVariable")
    private boolean verbose;

    /** Runs the command on the database of the options and returns the exit code. */
    @Override
    public final Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        AroDbCommand line = (AroDbCommand) own.root().userObject();
        return run(
                database.address(line.environment()),
                new Output(own.commandLine().getOut(), json));
    }

    /**
     * Runs the command and returns the exit code, {@link #OK} or {@link #FAILED}.
     *
     * @param address the database; no connection is open yet
     * @param output the printer for lines or for one JSON document
     */
    protected abstract int run(DatabaseAddress address, Output output);
}
