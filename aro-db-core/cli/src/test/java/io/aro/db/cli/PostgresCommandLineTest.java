package io.aro.db.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BothEngines(Engine.POSTGRES_18)
class PostgresCommandLineTest {

    private static final String ROLE = "aro_with_password";
    private static final String PASSWORD = "s3cret";

    private final TestDatabase database;
    private final List<String> questions = new ArrayList<>();

    PostgresCommandLineTest(@Unmigrated TestDatabase database) {
        this.database = database;
    }

    /** Creates a role with password authentication, because test servers trust all other roles. */
    @BeforeEach
    void demandAPassword() throws IOException {
        Path rules = Path.of(query("SHOW hba_file"));
        assumeTrue(Files.isWritable(rules), "The server runs elsewhere, so its access rules cannot be changed.");
        query(String.format(
                Locale.ROOT,
                "DO $$ BEGIN CREATE ROLE %s LOGIN SUPERUSER PASSWORD '%s'; END $$; SELECT 1",
                ROLE,
                PASSWORD));
        String before = Files.readString(rules);
        String rule = String.format(Locale.ROOT, "host all %s all scram-sha-256\n", ROLE);
        if (!before.startsWith(rule)) {
            Files.writeString(rules, rule + before);
            String loaded = query("SELECT pg_conf_load_time()");
            query("SELECT pg_reload_conf()");
            // Not AssertJ's anyMatch: it would open all connections before checking the first.
            assertThat(Stream.generate(() -> query("SELECT pg_conf_load_time()"))
                            .limit(1_000)
                            .anyMatch(now -> !now.equals(loaded)))
                    .isTrue();
        }
    }

    @AfterEach
    void dropTheRole() {
        query(String.format(Locale.ROOT, "DO $$ BEGIN DROP OWNED BY %1$s; DROP ROLE %1$s; END $$; SELECT 1", ROLE));
    }

    private String query(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getUpdateCount() != -1) {
                statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Run(int code, String out, String err) {}

    /** Runs a command with a password in the environment and an answer at the terminal, both optional. */
    private Run run(@Nullable String variable, @Nullable String answer, String... arguments) {
        CommandEnvironment environment = new CommandEnvironment() {
            @Override
            public Optional<String> variable(String name) {
                return Optional.ofNullable(variable).filter(value -> name.equals("ARO_DB_PASSWORD"));
            }

            @Override
            public Optional<String> ask(String question) {
                questions.add(question);
                return Optional.ofNullable(answer);
            }
        };
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = AroDbCommand.run(environment, new PrintWriter(out), new PrintWriter(err), List.of(arguments));
        return new Run(code, out.toString().strip(), err.toString().strip());
    }

    private Run migrate(@Nullable String variable, @Nullable String answer) {
        return run(variable, answer, "migrate", "--url", database.jdbcUrl(), "--user", ROLE);
    }

    @Test
    void passwordOfTheEnvironmentIsUsedAndNobodyAsked() {
        Run run = migrate(PASSWORD, null);

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("applied      V001  initial schema");
        assertThat(questions).isEmpty();
    }

    @Test
    void commandsWorkInTheNamedSchema() {
        query("CREATE SCHEMA biz_42; SELECT 1");
        List<String> schema = List.of("--url", database.jdbcUrl(), "--user", database.user(), "--schema", "biz_42");

        for (List<String> command : List.of(
                List.of("migrate"),
                List.of("status"),
                List.of("validate"),
                List.of("keys", "list"),
                List.of("keys", "cleanup"),
                List.of("rollback", "--to", "4", "--yes"),
                List.of("migrate"))) {
            List<String> arguments =
                    Stream.concat(command.stream(), schema.stream()).toList();

            Run run = run("", null, arguments.toArray(String[]::new));

            assertThat(run.code()).as("%s: %s", command, run.err()).isZero();
        }
        assertThat(query("SELECT string_agg(DISTINCT schemaname, ',') FROM pg_tables WHERE tablename = 'customers'"))
                .isEqualTo("biz_42");
    }

    @Test
    void schemaThatDoesNotExistIsNamed() {
        Run run = run("", null, "status", "--url", database.jdbcUrl(), "--user", database.user(), "--schema", "biz_43");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("The database has no schema biz_43; create it by CREATE SCHEMA");
    }

    @Test
    void passwordIsAskedForAtTheTerminal() {
        Run run = migrate(null, PASSWORD);

        assertThat(run.code()).isZero();
        assertThat(questions).containsExactly(String.format(Locale.ROOT, "Password for %s: ", ROLE));
    }

    @Test
    void wrongPasswordIsOneSentence() {
        Run wrong = migrate("wrong", null);
        Run missing = migrate(null, null);

        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).isEqualTo("The server refused the user or its password; check the credentials.");
        assertThat(missing.code()).isEqualTo(1);
        // Without a password the driver fails by itself, so the server has rejected nothing.
        assertThat(missing.err()).doesNotContain("\n").endsWith("and for the password.");
    }

    @Test
    void unknownDatabaseIsOneSentence() {
        String url = database.jdbcUrl().replaceFirst("/[^/?]*(\\?|$)", "/nowhere$1");

        Run run = run(PASSWORD, null, "status", "--url", url, "--user", ROLE);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("The server has no database of that name; create it or correct the URL.");
    }

    @Test
    void rollbackShowsThenUndoes() {
        migrate(PASSWORD, null);

        Run shown = rollBack();
        Run done = rollBack("--yes");

        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("would run    db/aro/rollback/postgresql/V001__initial_schema.sql", "Nothing was changed");
        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("The schema is at version 0: ");
    }

    private Run rollBack(String... more) {
        Stream<String> command = Stream.of("rollback", "--url", database.jdbcUrl(), "--user", ROLE, "--to", "0");
        return run(PASSWORD, null, Stream.concat(command, Stream.of(more)).toArray(String[]::new));
    }
}
