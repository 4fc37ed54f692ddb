package io.aro.db.cli;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command with subcommands only; calling the group alone is a usage error.
 *
 * <p>Groups registered with the {@link java.util.ServiceLoader} become commands of {@code aro-db}. Name the group and
 * its subcommands in picocli's {@code @Command}; each subcommand extends {@link DatabaseCommand}.
 */
public abstract class CommandGroup implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    private boolean help;

    /** Rejects a call without a subcommand; the message lists them. */
    @Override
    public final void run() {
        CommandSpec own = Objects.requireNonNull(spec);
        List<String> names = List.copyOf(own.subcommands().keySet());
        throw new UsageException(String.format(
                Locale.ROOT,
                "Name a command: %s or %s; see %s --help.",
                String.join(", ", names.subList(0, names.size() - 1)),
                names.getLast(),
                own.qualifiedName()));
    }
}
