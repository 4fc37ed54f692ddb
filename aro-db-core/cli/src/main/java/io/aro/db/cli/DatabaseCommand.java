package io.aro.db.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Is a command on one database; all share how that is named, the form of the answer and the exit code.
 *
 * <p>One that the {@link java.util.ServiceLoader} finds becomes a command of {@code aro-db}; it carries picocli's annotation
 * with its name.
 */
public abstract class DatabaseCommand implements Callable<Integer> {

    /** The exit code when all is well. */
    protected static final int OK = 0;

    /** The exit code when the answer is not the one that is hoped for; an exception ends with it, too. */
    protected static final int FAILED = 1;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // Picocli looks at it.
    private boolean help;

    @Option(names = "--json", description = "Answer with one JSON document.")
    private boolean json;

    /** Read by {@link Complaints} from the arguments themselves, which must work even where they cannot be parsed. */
    @Option(names = "--verbose", description = "Print the stack trace of an error.")
    @SuppressWarnings("UnusedVariable")
    private boolean verbose;

    @Override
    public final Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        AroDbCommand line = (AroDbCommand) own.root().userObject();
        return run(
                database.address(line.surroundings()),
                new Output(own.commandLine().getOut(), json));
    }

    /** Does the work and returns the exit code. */
    protected abstract int run(DatabaseAddress address, Output output);
}
