package io.aro.db.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The command line of aro-db; the main method ends the process with the exit code of the command. */
@Command(
        name = "aro-db",
        description = "Migrate an aro-db database, show its status, roll it back, and maintain its data.",
        versionProvider = AroDbCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:a failure, an unfinished scrub, or a schema that this library cannot use",
            "2:wrong usage"
        })
public final class AroDbCommand extends CommandGroup {

    /**
     * The driver's logger, switched off because its warnings would repeat our error message. The field keeps the logger
     * reachable: {@link java.util.logging.LogManager} holds loggers weakly, and a collected logger loses its level.
     */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private final CommandEnvironment environment;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print version information and exit.")
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    private boolean version;

    private AroDbCommand(CommandEnvironment environment) {
        this.environment = environment;
    }

    /** Runs a command on the process's streams, environment and terminal, then ends the process. */
    public static void main(String[] arguments) {
        DRIVER.setLevel(Level.OFF);
        int code = run(CommandEnvironment.ofProcess(), writer(System.out), writer(System.err), List.of(arguments));
        System.exit(code);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    /**
     * Runs a command and returns the exit code. Errors such as {@link OutOfMemoryError} are reported, not thrown.
     *
     * @param environment the environment variables and the terminal
     * @param out the standard output
     * @param err the standard error
     * @param arguments the command with its options
     */
    static int run(CommandEnvironment environment, PrintWriter out, PrintWriter err, List<String> arguments) {
        ErrorHandler errors = new ErrorHandler(arguments);
        CommandLine line = new CommandLine(new AroDbCommand(environment))
                .addSubcommand(new MigrateCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new RollbackCommand());
        ServiceLoader.load(CommandGroup.class, AroDbCommand.class.getClassLoader())
                .forEach(line::addSubcommand);
        ServiceLoader.load(DatabaseCommand.class, AroDbCommand.class.getClassLoader())
                .forEach(line::addSubcommand);
        line.setOut(out).setErr(err).setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
        try {
            return line.execute(arguments.toArray(String[]::new));
        } catch (Error e) {
            return errors.handleError(e, line);
        }
    }

    /** Returns the process's environment variables and terminal. */
    CommandEnvironment environment() {
        return environment;
    }

    /** Version from the jar's manifest; classes outside a jar have none. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = AroDbCommand.class.getPackage().getImplementationVersion();
            return new String[] {"aro-db " + Optional.ofNullable(version).orElse("(unpacked)")};
        }
    }
}
