package io.aro.db.cli;

import io.aro.db.testkit.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run of the command line with the commands of all modules, within the test's process and without a terminal.
 *
 * @param code the exit code
 * @param out the standard output
 * @param err the standard error
 */
record Run(int code, String out, String err) {

    /** Runs a command on a test's database. */
    static Run of(String command, TestDatabase database, String... arguments) {
        Stream<String> login = database.engine().isPostgres()
                ? Stream.of("--url", database.jdbcUrl(), "--user", database.user())
                : Stream.of("--url", database.jdbcUrl());
        return withPassword(
                database.password(),
                Stream.of(Stream.of(command), Stream.of(arguments), login)
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    static Run of(String... arguments) {
        return withPassword("", arguments);
    }

    private static Run withPassword(String password, String... arguments) {
        CommandEnvironment environment = new CommandEnvironment() {
            @Override
            public Optional<String> variable(String name) {
                return Optional.of(password).filter(value -> name.equals("ARO_DB_PASSWORD") && !value.isEmpty());
            }

            @Override
            public Optional<String> ask(String question) {
                return Optional.empty();
            }
        };
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = AroDbCommand.run(environment, new PrintWriter(out), new PrintWriter(err), List.of(arguments));
        return new Run(code, out.toString().strip(), err.toString().strip());
    }

    List<String> lines() {
        return out.lines().toList();
    }

    JsonNode document() {
        return JsonMapper.shared().readTree(out);
    }
}
