package io.aro.db.cli;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.InvalidValueException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says on the standard error what went wrong, in one sentence or as JSON, and chooses the exit code.
 *
 * @param arguments the whole command line, which may be one that cannot be parsed
 */
record Complaints(List<String> arguments) implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        String reason = exception instanceof UnmatchedArgumentException unmatched
                ? "There is no %s here"
                        .formatted(nameOnly(unmatched.getUnmatched().getFirst()))
                : String.valueOf(exception.getMessage());
        String sentence = reason + (reason.endsWith(".") ? "" : ".");
        complain(
                command,
                "UsageException",
                sentence
                        + " Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()),
                exception);
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        String message = switch (exception) {
            case AroDatabaseException ours -> String.valueOf(ours.getMessage());
            case UsageException usage -> String.valueOf(usage.getMessage());
            default -> "%s; run again with --verbose and report it.".formatted(exception);
        };
        complain(command, exception.getClass().getSimpleName(), message, exception);
        return switch (exception) {
            case UsageException usage -> CommandLine.ExitCode.USAGE;
            case InvalidValueException value -> CommandLine.ExitCode.USAGE;
            default -> CommandLine.ExitCode.SOFTWARE;
        };
    }

    /** Leaves out a value, which may be the password that somebody tried to give. */
    private static String nameOnly(String argument) {
        return argument.split("=", 2)[0];
    }

    private void complain(CommandLine command, String type, String message, Exception exception) {
        Output error = new Output(command.getErr(), arguments.contains("--json"));
        error.line(message);
        error.document(Map.of("error", new Complaint(type, message)));
        if (arguments.contains("--verbose")) {
            exception.printStackTrace(command.getErr());
            command.getErr().flush();
        }
    }

    private record Complaint(String type, String message) {}
}
