package io.aro.db.cli;

import io.aro.db.migration.Migrator;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Is what all commands share: the database, the form of the answer and the exit code. */
abstract sealed class DatabaseCommand implements Callable<Integer>
        permits MigrateCommand, StatusCommand, ValidateCommand, RollbackCommand {

    static final int OK = 0;
    static final int FAILED = 1;

    @Mixin
    private final DatabaseOptions database;

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

    DatabaseCommand(Surroundings surroundings) {
        this.database = new DatabaseOptions(surroundings);
    }

    @Override
    public final Integer call() {
        return run(
                database.migrator(),
                new Output(Objects.requireNonNull(spec).commandLine().getOut(), json));
    }

    /** Does the work and returns the exit code. */
    abstract int run(Migrator migrator, Output output);
}
