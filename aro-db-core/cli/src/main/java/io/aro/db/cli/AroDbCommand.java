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

/** Is the command line of aro-db; its main method ends the process with the exit code of the command. */
@Command(
        name = "aro-db",
        description = "Migrate the database of aro-db, tell its state, roll it back, and look after its data.",
        versionProvider = AroDbCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something failed, or this library may not work on the schema",
            "2:the command was called wrongly"
        })
public final class AroDbCommand extends CommandGroup {

    /** Kept, because a logger that nobody refers to forgets its level; the driver's warnings would double our sentence. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private final Surroundings surroundings;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print version information and exit.")
    @SuppressWarnings("UnusedVariable") // Picocli looks at it.
    private boolean version;

    private AroDbCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        DRIVER.setLevel(Level.OFF);
        int code = run(Surroundings.ofProcess(), writer(System.out), writer(System.err), List.of(arguments));
        System.exit(code);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    /** Runs a command and returns its exit code. */
    static int run(Surroundings surroundings, PrintWriter out, PrintWriter err, List<String> arguments) {
        Complaints complaints = new Complaints(arguments);
        CommandLine line = new CommandLine(new AroDbCommand(surroundings))
                .addSubcommand(new MigrateCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new RollbackCommand());
        ServiceLoader.load(CommandGroup.class, AroDbCommand.class.getClassLoader())
                .forEach(line::addSubcommand);
        ServiceLoader.load(DatabaseCommand.class, AroDbCommand.class.getClassLoader())
                .forEach(line::addSubcommand);
        line.setOut(out).setErr(err).setParameterExceptionHandler(complaints).setExecutionExceptionHandler(complaints);
        try {
            return line.execute(arguments.toArray(String[]::new));
        } catch (Error e) {
            return complaints.handleError(e, line);
        }
    }

    /** Returns what every command may ask of the process. */
    Surroundings surroundings() {
        return surroundings;
    }

    /** Reads the version from the manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = AroDbCommand.class.getPackage().getImplementationVersion();
            return new String[] {"aro-db " + Optional.ofNullable(version).orElse("(unpacked)")};
        }
    }
}
