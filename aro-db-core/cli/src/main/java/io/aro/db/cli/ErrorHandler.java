package io.aro.db.cli;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.internal.NearestName;
import io.aro.db.refusal.InvalidValueException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The handler of errors: prints a sentence or JSON on the standard error and chooses the exit code.
 *
 * @param arguments the whole command line, possibly unparsable
 */
record ErrorHandler(List<String> arguments) implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException exception, String[] args) {
        CommandLine command = withUnknownArgument(exception.getCommandLine());
        String reason = reason(exception, command);
        report(
                command,
                "UsageException",
                String.format(
                        Locale.ROOT,
                        "%s%s Try '%s --help'.",
                        reason,
                        reason.endsWith(".") || reason.endsWith("?") ? "" : ".",
                        command.getCommandSpec().qualifiedName()),
                exception);
        return CommandLine.ExitCode.USAGE;
    }

    /** Returns the nearest parent command with an unknown argument; the command itself if no parent has any. */
    private static CommandLine withUnknownArgument(CommandLine command) {
        for (CommandLine above = command.getParent(); above != null; above = above.getParent()) {
            if (!above.getUnmatchedArguments().isEmpty()) {
                return above;
            }
        }
        return command;
    }

    /**
     * Returns the message for a command line rejected by picocli.
     *
     * <p>An unknown argument comes before a missing option: mostly, the argument is the option misspelt.
     */
    private static String reason(ParameterException exception, CommandLine command) {
        List<String> stray = command.getUnmatchedArguments();
        if (stray.isEmpty()) {
            return String.valueOf(exception.getMessage());
        }
        String first = nameOnly(stray.getFirst());
        boolean isOption = first.startsWith("-");
        if (exception instanceof MissingParameterException missing
                && command.getSubcommands().isEmpty()
                && !isOption) {
            return DatabaseOptions.meantAsUrl(missing.getMissing(), stray.getFirst())
                    .orElseGet(() -> String.valueOf(exception.getMessage()));
        }
        Set<String> known = isOption
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        return NearestName.to(first, known)
                .map(meant -> String.format(Locale.ROOT, "There is no %s here; did you mean %s?", first, meant))
                .orElseGet(() -> String.format(Locale.ROOT, "There is no %s here", first));
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        String message = switch (exception) {
            case AroDatabaseException ours -> String.valueOf(ours.getMessage());
            case UsageException usage -> String.valueOf(usage.getMessage());
            default -> unexpected(exception);
        };
        report(command, exception.getClass().getSimpleName(), message, exception);
        return switch (exception) {
            case UsageException usage -> CommandLine.ExitCode.USAGE;
            case InvalidValueException value -> CommandLine.ExitCode.USAGE;
            default -> CommandLine.ExitCode.SOFTWARE;
        };
    }

    /** Reports an error of the JVM, such as {@link OutOfMemoryError} or a missing class; returns the exit code 1. */
    int handleError(Error error, CommandLine command) {
        report(command, error.getClass().getSimpleName(), unexpected(error), error);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String unexpected(Throwable error) {
        return String.format(Locale.ROOT, "%s; run again with --verbose and report it.", error);
    }

    /** Returns the name of an option without the value, because the value may be a password. */
    private static String nameOnly(String argument) {
        return argument.split("=", 2)[0];
    }

    private void report(CommandLine command, String type, String message, Throwable error) {
        Output output = new Output(command.getErr(), arguments.contains("--json"));
        output.line(message);
        output.document(Map.of("error", new Failure(type, message)));
        if (arguments.contains("--verbose")) {
            error.printStackTrace(command.getErr());
            command.getErr().flush();
        }
    }

    /** The JSON document of a failure. */
    private record Failure(String type, String message) {}
}
