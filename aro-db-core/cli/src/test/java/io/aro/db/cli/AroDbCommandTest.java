package io.aro.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AroDbCommandTest {

    @TempDir
    Path directory;

    private Path file;
    private String url;
    private int latest;

    @BeforeEach
    void name() {
        file = directory.resolve("aro.db");
        url = "jdbc:sqlite:" + file;
        latest = MigrationSet.aro().sqliteScripts().getLast().version();
    }

    @Test
    void migratePrintsOneLinePerMigrationAndASummary() {
        CommandLineRun run = CommandLineRun.of("migrate", "--url", url);

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines()).hasSize(latest + 1);
        assertThat(run.outLines().getFirst()).matches("applied      V001  initial schema \\(\\d+ ms\\)");
        assertThat(run.outLines().getLast())
                .matches(String.format(
                        Locale.ROOT,
                        "The schema is at version %1$s: %1$s applied, 0 already there, in \\d+ ms\\.",
                        latest));
    }

    @Test
    void migrateSkipsWhatIsThere() {
        CommandLineRun.of("migrate", "--url", url);

        CommandLineRun run = CommandLineRun.of("migrate", "--url", url);

        assertThat(run.code()).isZero();
        assertThat(run.outLines().getFirst()).isEqualTo("skipped      V001  initial schema (already applied)");
        assertThat(run.outLines().getLast())
                .contains(String.format(Locale.ROOT, "0 applied, %s already there", latest));
    }

    @Test
    void migrateAnswersWithOneDocument() {
        CommandLineRun run = CommandLineRun.of("migrate", "--url", url, "--json");

        assertThat(run.code()).isZero();
        JsonNode document = run.outJson();
        assertThat(document.get("fromVersion").intValue()).isZero();
        assertThat(document.get("toVersion").intValue()).isEqualTo(latest);
        assertThat(document.get("migrations").size()).isEqualTo(latest);
        assertThat(document.get("migrations").get(0).get("outcome").stringValue())
                .isEqualTo("applied");
    }

    @Test
    void statusFailsUntilTheSchemaIsCurrent() throws IOException {
        Files.createFile(file);
        CommandLineRun before = CommandLineRun.of("status", "--url", url);
        CommandLineRun.of("migrate", "--url", url);
        CommandLineRun after = CommandLineRun.of("status", "--url", url, "--json");

        assertThat(before.code()).isEqualTo(1);
        assertThat(before.outLines()).contains("pending      V001  initial schema");
        assertThat(before.outLines().getLast())
                .isEqualTo(
                        "The database has no schema yet (aro_schema_history); run the command aro-db migrate first.");
        assertThat(after.code()).isZero();
        assertThat(after.outJson().get("state").stringValue()).isEqualTo("current");
        assertThat(after.outJson().get("migrations").get(0).get("appliedAt").stringValue())
                .endsWith("Z");
    }

    @Test
    void validateFailsUntilTheSchemaIsCurrent() throws IOException {
        Files.createFile(file);
        CommandLineRun before = CommandLineRun.of("validate", "--url", url);
        CommandLineRun.of("migrate", "--url", url);
        CommandLineRun after = CommandLineRun.of("validate", "--url", url);

        assertThat(before.code()).isEqualTo(1);
        assertThat(before.out()).isEmpty();
        assertThat(before.err()).startsWith("The database has no schema yet");
        assertThat(after.code()).isZero();
        assertThat(after.out()).isEqualTo(String.format(Locale.ROOT, "The schema is valid at version %s.", latest));
    }

    @Test
    void rollbackIsADryRunByDefault() throws SQLException {
        CommandLineRun.of("migrate", "--url", url);
        insertADeadLetter();

        CommandLineRun run = CommandLineRun.of("rollback", "--url", url, "--to", "5");

        assertThat(run.code()).isZero();
        assertThat(run.outLines())
                .contains(
                        "would run    db/aro/rollback/sqlite/V006__add_dead_letters.sql",
                        "             drops dead_letters (1 row)",
                        "Nothing was changed; add --yes to go from version " + latest + " to version 5.");
        Migrator.of(url).requireCurrent();
    }

    private void insertADeadLetter() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO dead_letters DEFAULT VALUES");
        }
    }

    @Test
    void rollbackShowsItsPlanAsADocument() {
        CommandLineRun.of("migrate", "--url", url);

        JsonNode plan = CommandLineRun.of("rollback", "--url", url, "--to", "0", "--json")
                .outJson();

        assertThat(plan.get("dryRun").booleanValue()).isTrue();
        assertThat(plan.get("steps").size()).isEqualTo(latest);
        Migrator.of(url).requireCurrent();
    }

    @Test
    void rollbackWithYesUndoes() {
        CommandLineRun.of("migrate", "--url", url);

        CommandLineRun run = CommandLineRun.of("rollback", "--url", url, "--to", "5", "--yes");

        assertThat(run.code()).isZero();
        assertThat(run.outLines().getLast()).startsWith("The schema is at version 5: ");
        assertThat(Migrator.of(url).status().version()).isEqualTo(5);
        assertThat(CommandLineRun.of("rollback", "--url", url, "--to", "5").outLines())
                .containsExactly("The schema is at version 5; there is nothing to roll back.");
    }

    @Test
    void wrongCallsEndWithTwo() {
        assertThat(CommandLineRun.of().code()).isEqualTo(2);
        assertThat(CommandLineRun.of("migrate").err())
                .isEqualTo("Missing required option: '--url=URL'. Try 'aro-db migrate --help'.");
        assertThat(CommandLineRun.of("migrate").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("clean", "--url", url).code()).isEqualTo(2);
        assertThat(CommandLineRun.of("rollback", "--url", url, "--to", "x").code())
                .isEqualTo(2);
        assertThat(CommandLineRun.of("migrate", "--url", url, "--user", "ada").err())
                .isEqualTo("SQLite has no users; leave out --user.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://localhost/aro", "jdbc:SQLITE:aro.db", "ada:s3cret@localhost", ""})
    void unknownUrlIsAWrongCall(String unknown) {
        CommandLineRun run = CommandLineRun.of("status", "--url", unknown);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("The --url must begin with jdbc:sqlite: or jdbc:postgresql:.");
    }

    @Test
    void pathIsMadeAUrl() {
        assertThat(CommandLineRun.of("migrate", "--url", "new.db").err())
                .isEqualTo("The --url must begin with jdbc:sqlite: or jdbc:postgresql:, as in jdbc:sqlite:new.db.");
    }

    @ParameterizedTest
    @CsvSource({"new.db,jdbc:sqlite:new.db", "jdbc:postgresql://localhost/aro,jdbc:postgresql://localhost/aro"})
    void databaseWithoutTheOptionIsGivenIt(String name, String meant) {
        CommandLineRun run = CommandLineRun.of("migrate", name);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(String.format(
                        Locale.ROOT, "Name the database by --url %s. Try 'aro-db migrate --help'.", meant));
    }

    @Test
    void databaseWithoutTheOptionIsNotRepeatedWithItsPassword() {
        CommandLineRun run = CommandLineRun.of("migrate", "jdbc:postgresql://ada:s3cret@localhost/aro");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("Missing required option: '--url=URL'. Try 'aro-db migrate --help'.");
    }

    @ParameterizedTest
    @CsvSource({
        "mirgate,There is no mirgate here; did you mean migrate? Try 'aro-db --help'.",
        "statsu,There is no statsu here; did you mean status? Try 'aro-db --help'.",
        "version,There is no version here. Try 'aro-db --help'.",
        "--versoin,There is no --versoin here; did you mean --version? Try 'aro-db --help'.",
        "help migrate,There is no help here. Try 'aro-db --help'.",
        "migrate --ulr x,There is no --ulr here. Try 'aro-db migrate --help'.",
        "migrate --uri x,There is no --uri here; did you mean --url? Try 'aro-db migrate --help'.",
    })
    void misspeltWordIsCorrected(String arguments, String sentence) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/aro?password=s3cret",
                "jdbc:postgresql://localhost/aro?user=ada&PASSWORD=s3cret",
                "jdbc:postgresql://localhost/aro?sslpassword=s3cret",
                "jdbc:postgresql://ada:s3cret@localhost/aro"
            })
    void passwordInTheUrlIsRefusedAndNotRepeated(String secret) {
        CommandLineRun run = CommandLineRun.of("migrate", "--url", secret, "--verbose");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith(
                        "The --url must not hold a password: every user of the machine can read it; set ARO_DB_PASSWORD"
                                + " instead.")
                .doesNotContain("s3cret");
    }

    @Test
    void passwordIsNoOption() {
        CommandLineRun run = CommandLineRun.of("migrate", "--url", url, "--password=s3cret");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("There is no --password here. Try 'aro-db migrate --help'.");
    }

    @Test
    void unreachableServerIsOneSentence() throws IOException {
        CommandLineRun run = CommandLineRun.in(
                Map.of("ARO_DB_PASSWORD", "s3cret"),
                "migrate",
                "--url",
                String.format(Locale.ROOT, "jdbc:postgresql://localhost:%s/aro", freePort()),
                "--user",
                "ada");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("The database server cannot be reached or is not ready; check the host, the port and the"
                        + " server's log.");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void errorsAreADocumentToo() throws IOException {
        Files.writeString(file, "This is no database. ".repeat(100));

        CommandLineRun failed = CommandLineRun.of("migrate", "--url", url, "--json");
        CommandLineRun wrong = CommandLineRun.of("migrate", "--json");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.errJson().get("error").get("type").stringValue()).isEqualTo("ConfigurationException");
        assertThat(failed.errJson().get("error").get("message").stringValue())
                .isEqualTo("The file is not a SQLite database; name another path or restore the file.");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.errJson().get("error").get("type").stringValue()).isEqualTo("UsageException");
    }

    @Test
    void onlyVerboseShowsTheStackTrace() throws IOException {
        Files.writeString(file, "This is no database. ".repeat(100));

        assertThat(CommandLineRun.of("status", "--url", url).err().lines()).hasSize(1);
        assertThat(CommandLineRun.of("status", "--url", url, "--verbose").err())
                .contains("\tat io.aro.db.migration.Migrator");
    }
}
