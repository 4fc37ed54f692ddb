package io.aro.db.testkit.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.internal.run.Settings;
import io.aro.db.testkit.internal.run.WorkDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command line of a kept database, pasted into a shell unchanged. */
@DisabledOnOs(OS.WINDOWS)
public class StoppedServerTest {

    private static final Pattern WHERE = Pattern.compile("(jdbc:\\S+) answers user (\\S+) until you run: (.+)");

    /** A folder closed to other users, as an obstacle to programs started as another user. */
    @TempDir
    private Path here;

    private final WorkDirectory directory = WorkDirectory.create();

    @AfterEach
    void deleteWhatWasKept() throws IOException {
        directory.close();
        Path folder = directory.resolve("");
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(entry);
                }
            } catch (DirectoryNotEmptyException e) {
                // Another run in search of abandoned folders has opened a lock file here; a later run deletes the
                // folder.
                assertThat(folder).isDirectoryContaining("glob:**/run.lock");
            }
        }
    }

    @BothEngines(Engine.POSTGRES_18)
    void isStartedAndOpenedAndStoppedByOneLine(Engine engine) throws Exception {
        assumeTrue(StoppedServer.isOnPath("psql"), "There is no psql to paste a line for.");
        String line = keepARow(engine, new EmbeddedPostgresSource(Settings.ofSystem(), directory));

        assertThat(shell(line, "SELECT text FROM notes;\n")).contains("still here", "(1 row)", "server stopped");

        assertThat(data(engine).resolve("postmaster.pid")).doesNotExist();
    }

    /** Older programs cannot locate themselves in an inaccessible working directory. */
    @BothEngines(Engine.POSTGRES_15)
    @ExtendWith(UnprivilegedPostgresTest.ForRoot.class)
    void isStartedAsTheUserThatRanIt(Engine engine) throws Exception {
        assumeTrue(StoppedServer.isOnPath("psql"), "There is no psql to paste a line for.");
        String line = keepARow(engine, new EmbeddedPostgresSource(Settings.ofSystem(), directory, () -> false));

        assertThat(shell(line, "SELECT text FROM notes;\n")).contains("still here", "(1 row)", "server stopped");

        assertThat(data(engine).resolve("postmaster.pid")).doesNotExist();
    }

    @BothEngines(Engine.POSTGRES_18)
    void saysWhereItAnswersWhereThereIsNoPsql(Engine engine) throws Exception {
        keepARow(engine, new EmbeddedPostgresSource(Settings.ofSystem(), directory));
        StoppedServer server = EmbeddedPostgresSource.stopped(data(engine), UnprivilegedPostgres.freePort());
        PostgresAddress address = EmbeddedPostgresSource.address(server.port()).withDatabase("kept");

        Matcher where = WHERE.matcher(shell(server.lineToOpen(address, false), ""));

        assertThat(where.find()).isTrue();
        try (Connection connection = DriverManager.getConnection(where.group(1), where.group(2), "");
                ResultSet row = connection.createStatement().executeQuery("SELECT text FROM notes")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("still here");
        }
        assertThat(shell(where.group(3), "")).contains("server stopped");
    }

    @Test
    void keepsEachWordOfItsLineWhole() {
        StoppedServer server = new StoppedServer(List.of(), Path.of("/a folder/it's/bin"), Path.of("/data"), 5432);

        String line = server.lineToOpen(EmbeddedPostgresSource.address(5432), true);

        assertThat(line)
                .startsWith("'/a folder/it'\\''s/bin/pg_ctl' -D /data -l /data/kept.log -o '-p 5432 -c ")
                .endsWith("-w start && { psql postgresql://postgres@localhost:5432/postgres;"
                        + " '/a folder/it'\\''s/bin/pg_ctl' -D /data -m fast stop; }");
    }

    @Test
    void refusesDataOfAnUnknownServer() throws IOException {
        Files.writeString(here.resolve("postmaster.opts"), "another program");

        assertThatIOException()
                .isThrownBy(() -> StoppedServer.programsOf(here))
                .withMessageContaining("was started by an unknown command: another program");
    }

    /** Creates a database with a row on a server, stops the server, and returns the command to open the database. */
    private String keepARow(Engine engine, PostgresSource source) throws SQLException {
        PostgresLookup lookup = source.lookup(major(engine));
        assumeThat(lookup).isInstanceOf(PostgresLookup.Found.class);
        try (PostgresServer server = ((PostgresLookup.Found) lookup).server()) {
            try (Connection connection = server.createDatabase("kept").connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE notes AS SELECT 'still here' AS text");
            }
            return server.keepDatabase("kept");
        } finally {
            directory.close();
        }
    }

    private static int major(Engine engine) {
        return Integer.parseInt(engine.name().replace("POSTGRES_", ""));
    }

    private Path data(Engine engine) {
        return directory.resolve("postgresql-" + major(engine));
    }

    private String shell(String line, String input) throws IOException, InterruptedException {
        Path output = here.resolve("output");
        Process shell = new ProcessBuilder("sh", "-c", line)
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (var stdin = shell.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        assertThat(shell.waitFor()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
