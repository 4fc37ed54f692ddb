package io.aro.db.cli;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Is a command that only has commands below it, and asks for one of them when called alone.
 *
 * <p>One that the {@link java.util.ServiceLoader} finds becomes a command of {@code aro-db}. It carries picocli's
 * annotation with its name and its commands, each of which extends {@link DatabaseCommand}.
 */
public abstract class CommandGroup implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // Picocli looks at it.
    private boolean help;

    /** Is called when none of the commands is named. */
    @Override
    public final void run() {
        CommandSpec own = Objects.requireNonNull(spec);
        List<String> names = List.copyOf(own.subcommands().keySet());
        throw new UsageException(String.format(
                Locale.ROOT,
                "Name a command: %s or %s; %s --help tells more.",
                String.join(", ", names.subList(0, names.size() - 1)),
                names.getLast(),
                own.qualifiedName()));
    }
}
