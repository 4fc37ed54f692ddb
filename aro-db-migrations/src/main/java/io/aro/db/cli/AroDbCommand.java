package io.aro.db.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Is the command line of aro-db; its main method ends the process with the exit code of the command. */
@Command(
        name = "aro-db",
        description = "Migrate the database of aro-db, tell its state, or roll it back.",
        mixinStandardHelpOptions = true,
        versionProvider = AroDbCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something failed, or the schema is not current",
            "2:the command was called wrongly"
        })
public final class AroDbCommand implements Runnable {

    /** Kept, because a logger that nobody refers to forgets its level; the driver's warnings would double our sentence. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private AroDbCommand() {}

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
        return new CommandLine(new AroDbCommand())
                .addSubcommand(new MigrateCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new ValidateCommand(surroundings))
                .addSubcommand(new RollbackCommand(surroundings))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints)
                .execute(arguments.toArray(String[]::new));
    }

    /** Is called when no command is named. */
    @Override
    public void run() {
        throw new UsageException("Name a command: migrate, status, validate or rollback; aro-db --help tells more.");
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
