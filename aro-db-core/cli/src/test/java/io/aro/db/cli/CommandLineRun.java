package io.aro.db.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run of the command line within the test's process.
 *
 * @param code the exit code
 * @param out the standard output
 * @param err the standard error
 */
record CommandLineRun(int code, String out, String err) {

    static CommandLineRun of(String... arguments) {
        return in(Map.of(), arguments);
    }

    /** Runs a command with environment variables and without a terminal. */
    static CommandLineRun in(Map<String, String> environment, String... arguments) {
        return at(
                new CommandEnvironment() {
                    @Override
                    public Optional<String> variable(String name) {
                        return Optional.ofNullable(environment.get(name));
                    }

                    @Override
                    public Optional<String> ask(String question) {
                        return Optional.empty();
                    }
                },
                arguments);
    }

    static CommandLineRun at(CommandEnvironment environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = AroDbCommand.run(environment, new PrintWriter(out), new PrintWriter(err), List.of(arguments));
        return new CommandLineRun(code, out.toString().strip(), err.toString().strip());
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    JsonNode outJson() {
        return JsonMapper.shared().readTree(out);
    }

    JsonNode errJson() {
        return JsonMapper.shared().readTree(err);
    }
}
